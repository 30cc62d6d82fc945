"""Arabic text as text: folding with a map back, tokens and clitics, sentences, quotations, numbers.

Pure functions, no I/O, nothing about news."""

from riwaya.arabic.fold import Folded, fold, fold_key, spelled
from riwaya.arabic.quotes import Quotation, quotations
from riwaya.arabic.sentences import sentences
from riwaya.arabic.words import Reading, Token, bare, keyed, light_stem, readings, tokens

__all__ = [
    "Folded",
    "Quotation",
    "Reading",
    "Token",
    "bare",
    "fold",
    "fold_key",
    "keyed",
    "light_stem",
    "quotations",
    "readings",
    "sentences",
    "spelled",
    "tokens",
]

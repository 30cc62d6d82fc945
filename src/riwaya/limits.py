"""Every cap, with its reason. Real pages stay far below all of them."""

from __future__ import annotations

from typing import Final

PAGE_BYTES: Final = 8_000_000
"""One page. The largest of 1,298 real news pages has 2.2 MB."""

HTML_DEPTH: Final = 200
"""Nesting of elements; real pages reach 42. Tree parsers go quadratic, or drop text, beyond."""

HTML_ELEMENTS: Final = 60_000
"""Elements of a page; real pages reach 10,118."""

HTML_TAGS_UNCOUNTED: Final = 20_000
"""Markup with no more tags than this is parsed before its depth is known: the parser is quadratic
in depth, and takes half a second for 20,000 elements in one another."""

HTML_ATTRIBUTES: Final = 256
"""Attributes of one tag; real pages reach 73. Every tree parser is quadratic in them."""

JSON_LD_BYTES: Final = 1_000_000
"""One JSON-LD block; real ones reach 841 kB."""

JSON_DEPTH: Final = 32
"""Nesting of JSON that is read from pages."""

JSONL_LINE_BYTES: Final = 4_000_000
"""One line of a JSON Lines input."""

TITLE_CHARS: Final = 500
"""A headline; longer ones are body text."""

BODY_CHARS: Final = 500_000
"""The body of one article."""

MENTIONS: Final = 5_000
"""Names kept of one article."""

STATEMENTS: Final = 1_000
"""Statements kept of one article."""

STATEMENT_DEPTH: Final = 8
"""Statements nested in one another."""

EVENT_ARTICLES: Final = 200
"""Accounts of one event that are compared with one another."""

ACCOUNT_QUANTITIES: Final = 60
"""Numbers of one account that are compared with those of others, the first ones: pairs grow with
the square, and a news text has a third as many."""

DECISIONS_BYTES: Final = 100_000_000
"""A file of decisions: about a million."""

DATE_TEXT_CHARS: Final = 1_000_000
"""Text given to `riwaya.dates.find` at once."""

# --- feeds, tables, lists of addresses ----------------------------------------------------------

FEED_BYTES: Final = 10_000_000
"""One feed: 1,000 entries with 10 kB of markup each."""

FEED_ENTRIES: Final = 5_000
"""Entries of one feed; one that holds more is an archive."""

XML_TAGS: Final = 2_000_000
"""Tags of one feed or sitemap: 50,000 entries of 20 elements."""

SITEMAP_BYTES: Final = 52_428_800
"""One sitemap: the 50 MB of the sitemaps protocol."""

SITEMAP_ENTRIES: Final = 50_000
"""Entries of one sitemap: what the sitemaps protocol allows."""

ADDRESS_CHARS: Final = 2_048
"""One address; many servers refuse longer ones."""

LIST_ADDRESSES: Final = 1_000_000
"""Addresses of one list; each is remembered, so that it is given once."""

JSON_BYTES: Final = 64_000_000
"""One JSON document that is a list of articles; it is held in memory."""

MARKUP_CHARS: Final = 4_000_000
"""The markup of one given article: eight times its text."""

TABLE_COLUMNS: Final = 4_000
"""Columns of a table; each is looked at for a usual name."""

PARQUET_PIPE_BYTES: Final = 2_000_000_000
"""Parquet on standard input: its index comes last, so all of it goes to a temporary file."""

# --- archives and compressed input --------------------------------------------------------------

EXPANSION_FREE: Final = 1_000_000
"""Bytes that anything compressed may give before its ratio is looked at: short runs of one byte
compress beyond any ratio."""

EXPANSION_RATIO: Final = 200
"""Bytes out for each byte in, above `EXPANSION_FREE`. Pages, JSON and dumps of text stay below 50;
gzip reaches 1,032, zstd and brotli far more."""

ENCODINGS: Final = 2
"""Layers of content encoding of one HTTP body: servers that compress twice by mistake exist."""

HEADER_BYTES: Final = 65_536
"""The header of a record, of an HTTP message or of a MIME part; real ones stay below 16 kB."""

RECORD_BYTES: Final = 64_000_000
"""One record of a WARC that is held in memory; longer ones are skipped as they stream by."""

REREAD_BYTES: Final = 1_000_000
"""How far back a damaged archive is looked at again: inflating goes wrong before it says so."""

XZ_MEMORY_BYTES: Final = 134_217_728
"""Memory for xz: `xz -9` needs 65 MB."""

ZSTD_WINDOW_LOG: Final = 27
"""The window of zstd, 128 MB: what `zstd --long` writes. Larger windows cost as much memory."""

ZSTD_DICTIONARY_BYTES: Final = 16_000_000
"""The dictionary at the head of a WARC in zstd; the usual ones have 1 MB."""

ZIP_ENTRIES: Final = 100_000
"""Members of a zip: a year of one outlet, page by page, has fewer."""

ZIP_DIRECTORY_BYTES: Final = 16_000_000
"""The directory of a zip, which is read at once."""

ZIP_SPOOL_BYTES: Final = 2_000_000_000
"""A zip on standard input: its directory comes last, so all of it goes to a temporary file."""

MHTML_BYTES: Final = 64_000_000
"""A page saved with its images; the page itself comes first."""

# --- fetching -----------------------------------------------------------------------------------

FETCH_SECONDS: Final = 15.0
"""All that the network may take for one page with its redirects; robots.txt has as much again."""

CONNECT_SECONDS: Final = 3.0
"""To look up a name, and again to connect: who takes longer is down."""

REDIRECTS: Final = 5
"""Redirects in a row; real ones reach 3."""

ROBOTS_BYTES: Final = 512_000
"""What is read of a robots.txt: the 500 KiB that RFC 9309 asks for."""

CRAWL_DELAY_SECONDS: Final = 60.0
"""The longest `Crawl-delay` that is kept: some say a day, and mean nobody."""

RETRY_AFTER_SECONDS: Final = 300.0
"""The longest pause on which a host is waited for; who asks for more is left alone."""

HOST_REFUSALS: Final = 3
"""Refusals or failures in a row after which a host is given up."""

FETCH_AHEAD: Final = 32
"""Addresses under way or waiting to be handed on: at most so many pages are held in memory."""

WATCH_MINUTES: Final = 5
"""The shortest pause between two rounds over the same feeds: few change faster."""

WATCH_MOST_MINUTES: Final = 10_080
"""The longest pause between two rounds, a week; feeds forget what is older."""

WATCH_PAUSE_MINUTES: Final = 360
"""The longest pause after which a feed that failed is tried again: one that comes back is then
missed for a quarter of a day."""

WATCH_PAGES: Final = 200
"""Pages that one round asks for of one feed: at 5 s each they take a quarter of an hour."""

WATCH_SITEMAPS: Final = 10
"""Sitemaps of one index that a round looks at, the newest first: the others are of years past."""

WATCH_TRIES: Final = 5
"""Rounds in which a page is asked for that the server answers with an error."""

PAGE_SECONDS: Final = 20.0
"""One page in a worker, wall clock; the slowest page found takes under 2 s."""

WORKER_BYTES: Final = 3_000_000_000
"""The address space of a worker; one holds about 0.4 GB of it when it starts."""

# --- language models ----------------------------------------------------------------------------

MODEL_SECONDS: Final = 120.0
"""One question to a language model with its answer: one on a common machine writes for a minute."""

MODEL_ACCOUNTS: Final = 20
"""Accounts of one event that a model is shown; each then has at least 3,000 characters."""

MODEL_CHARS: Final = 60_000
"""Characters of all accounts that a model is shown: about 25,000 tokens of Arabic, where many
models end at 32,000."""

MODEL_REPLY_BYTES: Final = 1_000_000
"""The answer of a model; forty proposals with their envelope have under 200 kB."""

PROPOSALS: Final = 40
"""Proposals of one answer that are looked at; a reader goes through no more."""

PROPOSED_CHARS: Final = 600
"""One quotation in a proposal; sentences of news stay below 500."""

# --- the archive --------------------------------------------------------------------------------

INDEXED_TERMS: Final = 50_000
"""Words of one text that the index holds; PostgreSQL holds no more than 1 MB of them."""

TERM_CHARS: Final = 40
"""Letters of one indexed word; the longest of a dictionary has 24."""

QUERY_PARTS: Final = 64
"""Words and phrases of one question to the index."""

LIST_ITEMS: Final = 200
"""Items of one part of a list."""

DECISION_CHARS: Final = 2_000
"""A text in a decision: a name, a reason."""

DECIDED_TOGETHER: Final = 400
"""Pairs that are decided at one go: two events of 200 accounts. A pair took 1.8 ms."""

NAME_CHARS: Final = 200
"""A name that is indexed; the longest real ones have under 120."""

DIFFED_WORDS: Final = 4_000
"""Words of a changed stretch that are compared one by one; a longer one is told as a whole."""

# --- writing ------------------------------------------------------------------------------------

ROW_GROUP_ROWS: Final = 1_000
"""Rows of one row group of Parquet: what is held in memory while it is written."""

ROW_GROUP_BYTES: Final = 16_000_000
"""JSON of one row group of Parquet: a thousand annotated articles have 20 to 30 MB."""

FEED_NEWEST: Final = 100
"""Entries of a feed that we write, unless said otherwise; readers fetch all of them each time."""
# --- searching ----------------------------------------------------------------------------------

QUERY_CHARS: Final = 2_000
"""Characters of a query that are read; headlines, which people paste, stay below 300."""

QUERY_WORDS: Final = 32
"""Words, phrases and fields of a query; QUERY_PARTS holds for the index, with variants."""

QUERY_FORMS: Final = 24
"""Forms and names that are searched for one word of a query."""

RANKED_HITS: Final = 10_000
"""Hits that are put in order: where there are more, those added last and those with the words in
the title."""

HITS_AT_ONCE: Final = 1_000
"""Hits that are read at once: among them facets and forms are counted."""

FACET_VALUES: Final = 12
"""Values of one facet; the rarer ones are reached by writing them."""

TOLD_FORMS: Final = 40
"""Forms of the words of one query that are counted, each by a question to the index."""

# --- the web ------------------------------------------------------------------------------------

PARAMETER_CHARS: Final = 512
"""A name or a cursor in an address; the longest headline of the sample has 100."""

WEB_ADDRESS_BYTES: Final = 16_384
"""A path with its query: a search of 2,000 Arabic letters takes 12,000 bytes when it is encoded."""

WEB_ITEMS: Final = 30
"""Items on a page of a list, unless asked otherwise."""

WEB_THREADS: Final = 4
"""Answers that are worked out at once: each holds a connection with a cache of its own."""

WEB_CACHE_KIB: Final = 16_384
"""The page cache of each connection of the server; four of them stay under 70 MB."""

READ_SECONDS: Final = 1.5
"""What a database may take for one answer of the server, before it is told that it is too much."""

WHOLE_SECONDS: Final = 60.0
"""What a database may take to count a whole archive, which is done beside the answers."""

RANKED: Final = 5_000
"""Speakers, outlets and storylines that are listed, those with most first."""

HELD_BYTES: Final = 48_000_000
"""Answers that the server keeps, so that the same question is not worked out twice."""

SHOWN_ACCOUNTS: Final = 6
"""Columns of a comparison that a wide screen shows legibly."""

CHOSEN_ACCOUNTS: Final = 12
"""Columns that may be chosen."""

SHOWN_POINTS: Final = 150
"""Points of each verdict on a page; 40 accounts of one event gave 120 in all."""

OUTLET_SAMPLE: Final = 200
"""The newest articles of an outlet that its page reads for its naming."""

COUNTED_ROWS: Final = 50_000
"""Statements of one speaker that are counted out, the newest first: 0.25 s."""

COMPARED_ACCOUNTS: Final = 50
"""Accounts that the server compares on the spot, where none are kept: 0.6 s; 200 take 7 s."""

DECIDER_CHARS: Final = 120
"""The name of who decides, in a form and in its cookie, where a letter takes up to 12 bytes."""

DECISION_BYTES: Final = 65_536
"""A form or a record of a decision: three texts of 2,000 Arabic letters, percent-encoded, take
36,000."""

WRITE_SECONDS: Final = 2.0
"""How long a decision waits for another process that writes, before it is refused."""

FOLLOW_SECONDS: Final = 1.5
"""How long the answer to a decision waits for the events to follow: 0.1 s at 42,000 articles."""

FOLLOW_AGAIN_SECONDS: Final = 3.0
"""The pause until events that could not follow, as another process groups, are tried again."""

BODY_SECONDS: Final = 10.0
"""How long a form may take to come in; it is a few kilobytes."""

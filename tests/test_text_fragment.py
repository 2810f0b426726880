"""A text-fragment address opened in a browser highlights the phrase, on a page served on this machine alone."""

import http.server
import shutil
import struct
import subprocess
import threading
import zlib

import pytest

from asreported.citing.article import with_phrases

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--window-size=400,600",
]  # fmt: skip
#: What a text fragment is painted with here: a green that nothing else on the page has.
GREEN = (0, 200, 0)
PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>A report</title>
<style>body {{ font: 20px/1.5 serif }} ::target-text {{ background: rgb(0, 200, 0) }}</style>
<p>{}</p>"""
PHRASES = [
    "at least five drone attacks",
    "2,500 American troops",
    "three explosives-laden drones",
    "“five” & 10% of #3, a-b",
    "خمس هجمات على الأقل",
]

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed"),
    pytest.mark.slow(reason="each page starts a browser, 2 s"),
]


@pytest.fixture
def address():
    """The address of a page with every phrase in a sentence."""
    from html import escape

    page = PAGE.format("</p><p>".join(f"They said that {escape(phrase)} were seen." for phrase in PHRASES)).encode()

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def shot(url, folder):
    """Return how many points of a screenshot are of the colour of a highlight."""
    picture = folder / "shot.png"
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--screenshot={picture}", url]
    subprocess.run(command, capture_output=True, timeout=60, check=True)
    return sum(point == GREEN for point in points(picture.read_bytes()))


def points(png):
    """Yield the points of a PNG of 8 bits a colour, as Chromium writes it."""
    at, data = 8, b""
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        content = png[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack(">IIBB", content[:10])
        data += content if kind == b"IDAT" else b""
        at += length + 12
    assert depth == 8
    size = {2: 3, 6: 4}[colours]
    lines, above = zlib.decompress(data), bytes(width * size)
    for row in range(height):
        start = row * (width * size + 1)
        line = bytearray(lines[start + 1 : start + 1 + width * size])
        unfilter(lines[start], line, above, size)
        yield from (tuple(line[i : i + 3]) for i in range(0, len(line), size))
        above = bytes(line)


def unfilter(kind, line, above, size):
    """Undo the filter of a line. Source: PNG specification, 3rd ed., 9.2."""
    for i, value in enumerate(line):
        left, up = (line[i - size] if i >= size else 0), above[i]
        corner = above[i - size] if i >= size else 0
        nearest = min((left, up, corner), key=lambda guess: abs(left + up - corner - guess))
        line[i] = (value + (0, left, up, (left + up) // 2, nearest)[kind]) & 255


@pytest.mark.parametrize("phrase", PHRASES)
def test_the_address_highlights_the_phrase(phrase, address, tmp_path):
    assert shot(with_phrases(address, [phrase]), tmp_path) > 500


def test_a_phrase_that_is_not_there_is_not_highlighted(address, tmp_path):
    assert shot(with_phrases(address, ["at most five drone attacks"]), tmp_path) == 0


def test_several_phrases_are_all_highlighted(address, tmp_path):
    one = shot(with_phrases(address, PHRASES[:1]), tmp_path)

    assert shot(with_phrases(address, PHRASES[:2]), tmp_path) > one

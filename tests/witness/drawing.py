"""A real browser opens the drawing of a lockfile: `ragnos-plugin tree --format html`.

Owns: that every plugin and every need is a part of the picture that the browser made, in its place, that no box lies over another, and
that a hostile name is text there. Never does: look at the Rust code. In: the program. Exit code 0 when all of that holds.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from html.parser import HTMLParser
from pathlib import Path

from browser import MISSING, dom
from documents import User

EVIL = "</title><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"


class Picture(HTMLParser):
    """The elements of a DOM, and the text below `title`."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.titles, self.inside = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.inside.append(tag)
        if tag == "title":
            self.titles.append("")

    def handle_endtag(self, tag):
        if tag in self.inside:
            del self.inside[len(self.inside) - 1 - self.inside[::-1].index(tag):]

    def handle_data(self, data):
        if self.inside[-1:] == ["title"]:
            self.titles[-1] += data

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


def draw(user):
    command = [user.program, "tree", "--format", "html"]
    return subprocess.run(command, cwd=user.folder / "project", env={"HOME": str(user.folder / "home")}, capture_output=True,
                          text=True, check=True).stdout


def look(picture, lock):
    """Boxes and lines against the lockfile."""
    plugins = {plugin["name"]: plugin for plugin in lock["plugin"]}
    links = [link["href"][1:] for link in picture.all("a") if link.get("class") in ("direct", "needed", "marked")]
    assert sorted(links) == sorted(plugins), links
    rows = {row.get("id") for row in picture.all("tr")}
    assert plugins.keys() <= rows, rows
    boxes = [tuple(int(box[key]) for key in ("x", "y", "width", "height")) for box in picture.all("rect")]
    places = dict(zip(links, boxes, strict=True))
    for one, (x, y, width, height) in places.items():
        for other, (left, top, _, _) in places.items():
            assert one == other or abs(x - left) >= width or abs(y - top) >= height, f"{one} lies over {other}"
    lines = [path["d"] for path in picture.all("path") if "marker-end" in path]
    assert len(lines) == sum(len(plugin.get("dependencies", [])) for plugin in plugins.values()), lines
    for name, plugin in plugins.items():
        for needed in plugin.get("dependencies", []):
            (x, y, width, height), (left, top, _, _) = places[name], places[needed]
            wanted = (x + width, y + height // 2), (left, top + height // 2)
            ends = [tuple(int(number) for number in re.findall(r"\d+", line)) for line in lines]
            assert any((end[:2], end[-2:]) == wanted for end in ends), f"no line leads from {name} to {needed}"
            assert left > x, f"{needed} stands to the right of {name}"


def main():
    with tempfile.TemporaryDirectory() as temporary:
        user = User(Path(sys.argv[1]).resolve(), Path(temporary))
        user.manifest('"acme/report" = "^1"\n"orbit/feed" = "*"\n')
        user.run("lock")
        path = user.folder / "project/ragnos.lock"
        text = path.read_text()
        seen = dom(user.folder, draw(user))
        if seen is None:
            print(f"drawing: {MISSING}")
            return
        picture = Picture(seen)
        assert picture.titles[0] == "Locked plugins", picture.titles
        look(picture, tomllib.loads(text))
        path.write_text(text.replace('role = "orbit"', "role = " + '"' + EVIL.replace('"', '\\"') + '"'))
        hostile = Picture(dom(user.folder, draw(user)))
        assert hostile.titles[0] == "Locked plugins", hostile.titles
        assert not hostile.all("script") and not hostile.all("img")
        assert any(EVIL in title for title in hostile.titles), hostile.titles
    print("drawing: headless Chromium draws every plugin and need of a lockfile, each in its place, and runs nothing of it")


main()

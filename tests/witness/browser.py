"""A real browser opens a page and says what it made of it.

Owns: how headless Chromium (Debian package `chromium`) is asked, and the warning where it is not installed. Never does: judge a page.
In: a page, a folder for the browser. Out: the page's DOM as text, or nothing.
"""

import shutil
import subprocess

MISSING = "WARNING: the HTML was opened in NO browser: `apt-get install chromium` provides one"


def dom(folder, page):
    """The DOM after all that the page does by itself; None where there is no browser."""
    chromium = shutil.which("chromium")
    if not chromium:
        return None
    file = folder / "page.html"
    file.write_text(page)
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'chromium'}", "--dump-dom", f"file://{file}"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout

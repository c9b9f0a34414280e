"""Building the site's style sheets and scripts out of what npm installed: `make assets`.

Copied is only what is used. Left out are what belongs to GOV.UK alone (its typeface, crest, icons
and header); in their place stand Arial and nothing. Each file's name holds a digest of its content,
so that browsers may keep it for good; `names.json` says which name is whose.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

from openmappa.config.home import checkout

GOVUK = "govuk-frontend/dist/govuk/govuk-frontend.min"
MOJ = "@ministryofjustice/frontend/moj/moj-frontend.min"
OWN = Path(__file__).parents[1] / "web" / "static"


def build(modules: Path, target: Path) -> dict[str, str]:
    """Fill `target` from the folder `node_modules`; answers the name of each file by its own."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    names: dict[str, str] = {}
    images = modules / "@ministryofjustice/frontend/moj/assets/images"
    for style, name in ((GOVUK, "govuk-frontend.css"), (MOJ, "moj-frontend.css")):
        css = (modules / f"{style}.css").read_text("utf-8")
        _write(target, name, _our_own(css, images, target, names), names)
    script = (modules / f"{GOVUK}.js").read_text("utf-8")
    _write(target, "govuk-frontend.js", _without_map(script), names)
    for file in sorted(OWN.iterdir()):
        text = file.read_text("utf-8")
        for name, built in names.items():
            text = text.replace(f'"./{name}"', f'"./{built}"')
        _write(target, file.name, text, names)
    (target / "names.json").write_text(json.dumps(names, indent=1), "utf-8")
    return names


def _our_own(css: str, images: Path, target: Path, names: dict[str, str]) -> str:
    """A style sheet without GOV.UK's typeface and crest, its images beside it."""
    css = re.sub(r"/\*!.*?\*/(?=@font-face)", "", css, flags=re.DOTALL)
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial", "arial")
    css = re.sub(r"[^{}]*\{[^{}]*url\([^)]*govuk-crest[^)]*\)[^{}]*\}", "", css)

    def beside(found: re.Match[str]) -> str:
        name = found[1]
        if name not in names:
            _write(target, name, (images / name).read_text("utf-8"), names)
        return f"url({names[name]})"

    css = re.sub(r"url\(/assets/images/([\w.-]+)\)", beside, css)
    left = re.search(r"GDS Transport|url\(/|crest\.svg", css)
    if left is not None:
        sys.exit(f"The style sheet still holds {left[0]!r}: see to it in {__file__}.")
    return _without_map(css)


def _without_map(text: str) -> str:
    return re.sub(r"/[/*][#@] sourceMappingURL=\S+( \*/)?", "", text)


def _write(target: Path, name: str, text: str, names: dict[str, str]) -> None:
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    names[name] = f"{stem}-{digest}.{ending}"
    (target / names[name]).write_text(text, "utf-8")


if __name__ == "__main__":
    folder = checkout()
    if folder is None or not (folder / "node_modules").is_dir():
        sys.exit("Run 'make assets' in a checkout of OpenMAPPA: it installs what is built here.")
    build(folder / "node_modules", folder / "static-build")

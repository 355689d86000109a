"""Accepts or rejects the tracked changes of Word files through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

OFFICE = shutil.which("soffice")

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE {0} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{1}.dtd">\n'
)
_LIBRARY = _HEAD.format("library:library", "library") + (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"'
    ' library:readonly="false" library:passwordprotected="false">'
    '<library:element library:name="Module1"/></library:library>'
)
_MODULE = _HEAD.format("script:module", "module") + (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
    ' script:language="StarBasic">{}</script:module>'
)
_BASIC = """
Sub Settle(source, target, command)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  filter(0).Name = "FilterName"
  filter(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(target), filter())
  document.close(True)
End Sub
"""


def settled(content: bytes, folder: Path, *, accept: bool) -> bytes:
    """Open a Word file, accept or reject all its tracked changes, and save it as Word again."""
    source, target = folder / "in.docx", folder / f"out-{accept}.docx"
    source.write_bytes(content)
    profile = folder / "profile"
    if not profile.exists():  # LibreOffice makes a profile first, and keeps what is put in it after
        _run(profile, "--terminate_after_init")
        basic = profile / "user" / "basic" / "Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "script.xlb").write_text(_LIBRARY)
        (basic / "Module1.xba").write_text(_MODULE.format(_BASIC))
    command = ".uno:AcceptAllTrackedChanges" if accept else ".uno:RejectAllTrackedChanges"
    _run(profile, f'macro:///Standard.Module1.Settle("{source}","{target}","{command}")')
    return target.read_bytes()


def _run(profile: Path, *arguments: str) -> None:
    command = [str(OFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    subprocess.run(
        [*command, "--norestore", *arguments], capture_output=True, check=True, timeout=120
    )


def as_pdf(content: bytes, folder: Path, name: str = "drawn.docx") -> bytes:
    """Draw a Word file, or another by its name, as PDF: page by page as people will see it."""
    source = folder / name
    source.write_bytes(content)
    _run(folder / "profile", "--convert-to", "pdf", "--outdir", str(folder), str(source))
    return source.with_suffix(".pdf").read_bytes()

"""Every exception of the library.

::

    GuidanceError
     ├─ DateError            a date, range or period that is not in the strict form
     ├─ UnknownNameError     a source, version, event, provision, topic … that is not recorded
     │   └─ UnknownFormatError   a format of reports that does not exist
     ├─ QueryError           a question that cannot be asked (dates the wrong way round, …)
     ├─ UndecidedError       a proof that is too large to be found here
     ├─ RecordFault          one fault in one record, with file, line, column and field
     ├─ RecordsError         all faults of all records of one load (an ``ExceptionGroup``)
     ├─ DocumentError        a document that cannot be read: not what it says, too large, …
     ├─ IndexFileError       an index that is missing, damaged, or of another format
     ├─ WriteError           a file that was not written, so as to lose nothing
     └─ MissingExtraError    an optional part that is not installed

The types and their attributes are public; the wording of messages is not, and may change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Self


class GuidanceError(Exception):
    """Base of everything this library raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[GuidanceError], args: tuple[object, ...], state: object) -> GuidanceError:
    """Make an error again that was pickled; its arguments are its message, not its attributes."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)  # type: ignore[call-overload]
    return error


class DateError(GuidanceError, ValueError):
    """A date, range or period that cannot be read.

    Attributes:
        text: What was written.
        mend: What to write instead.
    """

    def __init__(self, text: str, problem: str, mend: str) -> None:
        super().__init__(f"{problem}; {mend}")
        self.text = text
        self.problem = problem
        self.mend = mend


class UnknownNameError(GuidanceError, LookupError):
    """A name that is not in the records.

    Attributes:
        kind: What was looked for, e.g. ``"source"``.
        name: The name as given.
        suggestions: The nearest known names, best first.
    """

    def __init__(self, kind: str, name: str, suggestions: Sequence[str] = ()) -> None:
        hint = f"; did you mean {' or '.join(suggestions)}?" if suggestions else ""
        super().__init__(f"no {kind} named {name!r} is recorded{hint}")
        self.kind = kind
        self.name = name
        self.suggestions = tuple(suggestions)


class UnknownFormatError(UnknownNameError):
    """A format that does not exist.

    Attributes:
        formats: The names of those that do.
    """

    def __init__(self, name: str, formats: Sequence[str]) -> None:
        super().__init__("format", name, nearest(name, formats, 1))
        hint = f"did you mean {self.suggestions[0]}? Or choose" if self.suggestions else "choose"
        self.args = (f"{name!r} is not a format; {hint} from {', '.join(formats)}",)
        self.formats = tuple(formats)


class QueryError(GuidanceError, ValueError):
    """A question that cannot be asked as put."""


class UndecidedError(GuidanceError):
    """A question too large to decide here. Never a guess in its place."""

    def __init__(self) -> None:
        super().__init__(
            "too large to decide here;"
            " install a prover with: pip install 'guidance-timeline[proof]'"
        )


class MissingExtraError(GuidanceError, ImportError):
    """An optional part is needed and not installed.

    Attributes:
        need: What needs it.
        extra: The extra of the distribution that brings it.
    """

    def __init__(self, need: str, extra: str) -> None:
        super().__init__(f"{need}; install it with: pip install 'guidance-timeline[{extra}]'")
        self.need = need
        self.extra = extra


class DocumentError(GuidanceError, ValueError):
    """A document that cannot be read.

    Attributes:
        problem: What is wrong with it.
        mend: What to do instead.
    """

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(f"the document {problem}; {mend}")
        self.problem = problem
        self.mend = mend


class WriteError(GuidanceError):
    """A file was left as it is, because writing it failed or would have lost something.

    Attributes:
        path: The file.
        problem: Why it was left.
    """

    def __init__(self, path: str, problem: str, mend: str) -> None:
        super().__init__(f"{path}: {problem}; {mend}")
        self.path = path
        self.problem = problem
        self.mend = mend


class IndexFileError(GuidanceError):
    """An index file that cannot be used.

    Attributes:
        path: The file.
        problem: What is wrong with it.
        reason: ``missing``, ``damaged`` or ``other-format``.
    """

    def __init__(self, path: str, problem: str, reason: str) -> None:
        super().__init__(f"{path} {problem}; build it with: guidance build -o {path}")
        self.path = path
        self.problem = problem
        self.reason = reason


class RecordFault(GuidanceError):  # noqa: N818  (a fault is data as well as an error)
    """One fault in one record.

    Attributes:
        problem: What is wrong.
        mend: How to mend it.
        path: The keys and positions leading to the field, outermost first.
        record: The record it was found in (a source or version reference), where known.
        file: The file it was read from, where there is one.
        line: Line in the file, from 1.
        column: Column in the line, from 1.
    """

    code = "record-fault"
    severity = "error"

    def __init__(
        self,
        problem: str,
        mend: str,
        *,
        path: Sequence[str | int] = (),
        record: str = "",
        file: str = "",
        line: int = 0,
        column: int = 0,
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend
        self.path = tuple(path)
        self.record = record
        self.file = file
        self.line = line
        self.column = column

    @property
    def field(self) -> str:
        """The path as people write it: ``provisions.first-line.cite.paragraph``."""
        return ".".join(str(step) for step in self.path) or "(whole record)"

    def at(self, file: str, line: int, column: int) -> RecordFault:
        """Return the same fault, located in a file: its line and column, from 1 each."""
        return RecordFault(
            self.problem,
            self.mend,
            path=self.path,
            record=self.record,
            file=file,
            line=line,
            column=column,
        )

    def __str__(self) -> str:
        located = f"{self.file}:{self.line}:{self.column}"
        place = located if self.file else self.record or "record"
        return f"{place}: {self.field}: {self.problem}; {self.mend}"


_FAULTS_TOLD = 3


class RecordsError(GuidanceError, ExceptionGroup[RecordFault]):
    """All faults found, so that they can be mended in one go; as text, the first of them."""

    def __new__(cls, faults: Sequence[RecordFault]) -> Self:
        """Make the group; its message counts the faults."""
        count = len(faults)
        return super().__new__(cls, f"{count} fault{'s' * (count != 1)} in the records", faults)

    def __init__(self, faults: Sequence[RecordFault]) -> None:
        super().__init__(self.message, faults)

    def __str__(self) -> str:
        told = [str(fault) for fault in self.exceptions[:_FAULTS_TOLD]]
        left = len(self.exceptions) - len(told)
        more = [f"… and {left} more"] if left else []
        return "\n  ".join((f"{self.message}:", *told, *more))

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (list(self.exceptions),)

    def derive(self, excs: Sequence[RecordFault]) -> RecordsError:  # type: ignore[override]
        """Keep the type when the group is split."""
        return RecordsError(excs)


def check_name(kind: str, name: str | None, known: Collection[str]) -> None:
    """Refuse a name that is not known; ``None`` is no name.

    Raises:
        UnknownNameError: With the names that are meant most likely: the references that end in
            it, as a provision is often asked for by its own id alone, or those that look like it.
    """
    if name is None or name in known:
        return
    names = list(known)
    ends = [ref for ref in names if ref.rpartition("#")[2] == name]
    raise UnknownNameError(kind, name, ends or nearest(name, names))


def nearest(name: str, known: Iterable[str], count: int = 2) -> list[str]:
    """Return the known names that look most like a name, best first; often none."""
    from difflib import get_close_matches

    return get_close_matches(name, sorted(known), n=count, cutoff=0.6)

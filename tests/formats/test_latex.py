"""Glossaries in LaTeX, on small ones of our own."""

from pathlib import Path

import pytest
from command_line import write_files

from glossary_site.formats import ImportedGlossary, read_glossary, recognise_format
from glossary_site.records import Record

ENTRIES = r"""% \newglossaryentry{hidden}{name=hidden, description=hidden}
\newcommand{\newpair}[2]{\newglossaryentry{#1}{name={#2}, description={}}}
\newglossaryentry{ovn}{ % a comment with a }
  name={Four \`a pain}, plural=fours, symbol={\ensuremath{\Omega}}, user1={Anna}, see={[see also]brd,nowhere},
  description={A \emph{hot} box -- for \glspl{brd}~(\textbf{and \Gls{brd}}), 5\,\% of $x_{1}$ [sic]:
    \url{https://example.org/a%20b_c} and \href{https://example.org/\%7Ex}{here}.

    ``Second'' \texttt{a_b} \OVN{} and \brand{Hot}.
    \begin{itemize}\item one \item two \begin{enumerate}\item deep\end{enumerate}\end{itemize}
    \[ a = b \] {\em so} m\textsuperscript{2} \cite{baker}. % a comment
    end.}
}
\newglossaryentry{brd}{name=bread,description={dough, baked},parent=ovn,sort=aaa}
\longnewglossaryentry{big}{name={Loaf}}{One.

  Two: \glslink{brd}{bread
  again} and \gls{nowhere}.}
"""


def read(tmp_path: Path, text: str) -> ImportedGlossary:
    write_files(tmp_path, {"g.tex": text})
    return read_glossary(tmp_path / "g.tex", recognise_format(tmp_path / "g.tex"), "en", {})


def by_term(found: ImportedGlossary) -> dict[str, Record]:
    return {record.term: record for record in found.records}


def body(record: Record) -> str:
    return record.senses[0].body


def test_entries_of_the_package_glossaries_arrive(tmp_path: Path) -> None:
    found = read(tmp_path, ENTRIES)
    records = by_term(found)
    assert list(records) == ["Four à pain", "bread", "Loaf"]
    oven, bread, loaf = records.values()
    assert (oven.symbol, oven.aliases, oven.related, oven.origin.line) == ("Ω", ("fours",), ("bread",), 3)
    assert body(oven) == (
        "A *hot* box – for [[bread|breads]] (**and [[bread|Bread]]**), 5 % of $x_{1}$ \\[sic\\]: "
        "[https://example.org/a%20b\\_c](<https://example.org/a%20b_c>) and [here](<https://example.org/%7Ex>).\n\n"
        "“Second” `a_b` OVN and Hot.\n\n"
        "- one\n- two\n\n  1. deep\n\n"
        "$$\na = b\n$$\n\n*so* m$^{\\text{2}}$ \\[baker\\]. end."
    )
    assert (bread.broader, bread.reading, body(bread)) == (("Four à pain",), "aaa", "dough, baked")
    assert body(loaf) == "One.\n\nTwo: [[bread|bread again]] and nowhere."
    assert found.references == 3


def test_what_latex_loses_is_counted(tmp_path: Path) -> None:
    messages = [loss.message for loss in read(tmp_path, ENTRIES).losses]
    assert messages == [
        "the option 'user1' is not kept: Anna",
        "the command '\\OVN' is not known: its text is kept: \\OVN",
        "the command '\\brand' is not known: its text is kept: \\brand",
        "\\cite leads to no term: baker",
        "a key is that of no term: nowhere",
        "a key is that of no term: nowhere",
    ]


@pytest.mark.parametrize(
    "text",
    [
        r"\newacronym{bos}{BoS}{Bread of Spelt}",
        r"\newabbreviation[category=x]{bos}{BoS}{Bread of Spelt}",
        r"\begin{acronym}[BOS]\acro{bos}[BoS]{Bread of Spelt}\end{acronym}",
        r"\acrodef{BoS}{Bread of Spelt}",
        "\\DeclareAcronym{bos}{\n short = BoS , % why\n long = Bread of Spelt ,\n}",
    ],
)
def test_an_acronym_without_a_meaning_means_its_long_form(tmp_path: Path, text: str) -> None:
    (record,) = read(tmp_path, text).records
    assert (record.term, record.abbreviations, body(record)) == ("BoS", (), "Bread of Spelt")


@pytest.mark.parametrize(
    "text",
    [
        r"\newacronym[description={A grain.}]{bos}{BoS}{Bread of Spelt}",
        r"\newdualentry{bos}{BoS}{Bread of Spelt}{A grain.}",
        r"\DeclareAcronym{bos}{short={BoS}, long={Bread of Spelt}, extra={A grain.}}",
    ],
)
def test_an_acronym_with_a_meaning_is_an_abbreviation(tmp_path: Path, text: str) -> None:
    (record,) = read(tmp_path, text).records
    assert (record.term, record.abbreviations, body(record)) == ("Bread of Spelt", ("BoS",), "A grain.")


def test_mentions_show_the_form_that_they_ask_for(tmp_path: Path) -> None:
    acronym = r"\newacronym[plural=BoSes]{bos}{BoS}{Bread of Spelt}"
    entry = r"\newglossaryentry{x}{name=X, description={\acrfull{bos}, \acrlong{bos}, \acp{bos}, \GLS{bos}[ loaf]}}"
    records = by_term(read(tmp_path, acronym + entry))
    assert body(records["X"]) == (
        "[[BoS|Bread of Spelt (BoS)]], [[BoS|Bread of Spelt]], [[BoS|BoSes]], [[BoS|BOS loaf]]"
    )


LISTS = r"""\section{Words}
\begin{description}
\item[Oven:] A box for \hyperref[brd]{loaves}.
  \begin{description}\item[door] of glass\end{description}
\item[{\bf Bread}] \label{brd} Dough.
\end{description}
\begin{itemize}
\item An aside.
\item[$\bullet$] Another.
\item[Rye]
  A grain.
\end{itemize}
"""


def test_a_file_without_declarations_is_read_by_its_labels(tmp_path: Path) -> None:
    records = by_term(read(tmp_path, LISTS))
    assert list(records) == ["Oven", "Bread", "Rye"]
    assert body(records["Oven"]) == "A box for [[Bread|loaves]].\n\n- **door** of glass"
    assert (body(records["Bread"]), body(records["Rye"])) == ("Dough.", "A grain.")


def test_a_brace_that_nothing_closes_costs_one_entry(tmp_path: Path) -> None:
    broken = "\\newglossaryentry{a}{name=A, description={open}\n\n}}}\n\\newacronym{b}{B}{Bee}\n"
    assert list(by_term(read(tmp_path, broken))) == ["A", "B"]
    unclosed = "\\newacronym{b}{B}{Bee}\n\\newglossaryentry{a}{name=A, description={open\n"
    found = read(tmp_path, unclosed)
    assert list(by_term(found)) == ["B"]
    assert [(issue.code, issue.line) for issue in found.issues] == [("latex-braces", 2)]


def test_other_files_are_not_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"more.tex": r"\newacronym{c}{C}{Sea}"})
    found = read(tmp_path, "\\newacronym{b}{B}{Bee}\n\\input{more}\n")
    assert list(by_term(found)) == ["B"]
    assert [loss.message for loss in found.losses] == ["\\input is not followed: more"]


@pytest.mark.parametrize("text", ["", "Words.", r"\begin{itemize}\item none\end{itemize}", "%\\newacronym{a}{A}{b}"])
def test_a_file_without_terms_is_an_issue(tmp_path: Path, text: str) -> None:
    assert [issue.code for issue in read(tmp_path, text).issues] == ["latex-empty"]


def test_deep_nesting_is_kept_as_text(tmp_path: Path) -> None:
    deep = "{" * 2000 + "word" + "}" * 2000
    found = read(tmp_path, rf"\newglossaryentry{{a}}{{name=A, description={{{deep}}}}}")
    assert "word" in body(found.records[0])
    assert [loss.kind for loss in found.losses] == ["markup that is broken or nested too deeply is kept as it is"]


def test_a_mention_of_two_declarations_of_one_name_leads_to_one_term(tmp_path: Path) -> None:
    text = (
        r"\newglossaryentry{apig}{name={API}, description={A set of calls}}"
        r"\newacronym[see={apig}]{api}{API}{Application Programming Interface\glsadd{apig}}"
        r"\newglossaryentry{x}{name=X, description={An \gls{api} of \gls{apig}}}"
    )
    found = read(tmp_path, text)
    assert {record.id for record in found.records} == {""}
    assert body(by_term(found)["X"]) == "An [[API]] of [[API]]"


def test_many_open_braces_take_linear_time(tmp_path: Path) -> None:
    found = read(tmp_path, r"\newacronym{a}{A}{b}" + r"\newglossaryentry{a}{name=b," * 10_000)
    assert [record.term for record in found.records] == ["A"]


def test_the_plural_of_a_long_form_is_a_name_where_that_is_one_and_else_a_loss(tmp_path: Path) -> None:
    text = (
        "\\newacronym[longplural={loaves of rye},description={A loaf.}]{lr}{LR}{loaf of rye}\n"
        "\\newacronym[longplural={ovens of brick}]{ob}{OB}{oven of brick}\n"
    )
    found = read(tmp_path, text)
    loaf, oven = found.records
    assert (loaf.term, loaf.aliases, oven.term, oven.aliases) == ("loaf of rye", ("loaves of rye",), "OB", ())
    assert [(loss.example, loss.line) for loss in found.losses] == [("ovens of brick", 2)]

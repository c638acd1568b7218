"""Line ends and indentation are restored in the code of fences; code without a fence gets one."""

import json

import pytest

from glossary_site.text.layout import find_uncertain_code, reflow, shell_layout
from glossary_site.text.layout.code_layout import lay_out_code

#: Language -> code, whose line ends are lost and must come back.
CODE = {
    "c": """\
#include <kiln.h>
#define HOT 900
// open when dry
if (dry) {
    open(valve);
} else {
    wait(30);  // minutes
}
for (int i = 0; i < 3; i++) {
    fire(i);
}""",
    "h": """\
#ifndef KILN_H
#define KILN_H 1
#if defined(HOT) && \\
(HOT > 900)
# define GLAZE (int)0x1F
#elif HOT_ENOUGH
typedef unsigned long Heat;
#endif /* HOT */
/* How clay is fired */
typedef enum {
    BISQUE,  /* Once */
    GLOST,  /* Twice, with a glaze */
    RAKU /* In smoke */
} Firing;
struct kiln {
    int degrees;  /* at the top */
    Firing firing;  /* of this load */
};
extern int fire(
    struct kiln* /* kiln */,
    Firing /* firing */
);
#endif""",
    "javascript": """\
const cool = 1;
function fire(kiln) {
    if (!kiln.dry) {
        return cool;
    }
    // Don't open it
    kiln.heat({ degrees: 900, hours: 3 });
}""",
    "go": """\
func fire(k Kiln) error {
    if k.Wet {
        return ErrWet
    }
    k.Stage++
    stages := []string{"dry", "fire"}
    for i, s := range stages {
        k.Note(i, s)
    }
    return nil
}""",
    "java": """\
public class Kiln {
    private final int degrees;  // set once
    public Kiln(int degrees) {
        this.degrees = degrees;
    }
}""",
    "css": """\
.kiln {
    color: red;
    margin: 0;
}
/* cold */
.kiln.cold {
    color: blue;
}
.kiln > .pot {
    color: white;
}""",
    "json": """\
{
    "kiln": "updraft",
    "degrees": [600, 900],
    "stages": [ "dry", "fire", "cool" ],
    "fuel": { "wood": true }
}""",
    "sql": """\
SELECT name, degrees
FROM kilns
LEFT JOIN fuels ON fuels.kiln = kilns.id
WHERE degrees > 900
ORDER BY name;
-- cold ones
DELETE FROM kilns
WHERE degrees < (SELECT min(degrees) FROM stages);""",
    "bash": """\
# Install
pip install kilnctl -r kilns.txt
python setup.py
# Fire the first load
kilnctl fire --degrees 900 \\
--hours 3
export KILN_LOG=/tmp/kiln
cd kilns && ls""",
    "dockerfile": """\
FROM python:3.13
WORKDIR /kiln
COPY . .
RUN pip install kilnctl
CMD ["kilnctl"]""",
    "yaml": """\
kiln: updraft
fuels:
  - wood
  - gas
load: 3""",
    "html": """\
<ul>
<li>Kiln</li>
</ul>""",
    "markdown": """\
# Kiln: [Name]
## Firing
- Degrees: [D]
- Hours: [H]
| Stage | Hours |
|---|---|
| dry | 8 |""",
    "text": """\
Spring checks:
- Bricks: whole
- Door: tight
Autumn checks:
- Flue: clean""",
    "": """\
[Clay]
↓
[Kiln]
↓
[Pot]""",
    "diagram": """\
[Clay] --> [Kiln]
|
v
[Pot]""",
    "ini": """\
[kiln]
degrees = 900
fuel = wood
[load]
pots = 30""",
    "ascii": """\
kiln/
├── load/
│ ├── pots.txt
│ └── tiles.txt
└── fuel.txt""",
    "none": """\
┌──────┐
│ Kiln │
│ ├─ A │
│ └─ B │
├──────┤
│ Fuel │
└──────┘
↓
Pots""",
    "plain": """\
1. Dry the pots
2. Fire them - slowly
3. Cool them""",
    "plaintext": """\
Kiln: updraft
Bricks per row: 30
Total: 360""",
}


@pytest.mark.parametrize("language", CODE)
def test_line_ends_come_back(language: str) -> None:
    flat = " ".join(CODE[language].split())
    assert "\n".join(lay_out_code(language, [flat])) == CODE[language]


@pytest.mark.parametrize("language", ["c", "javascript", "go", "css", "json"])
def test_indentation_comes_back(language: str) -> None:
    lines = [line.strip() for line in CODE[language].split("\n")]
    assert "\n".join(lay_out_code(language, lines)) == CODE[language]


def test_json_keeps_its_value() -> None:
    value = {"stages": [{"name": "dry; slow", "hours": 8}, {"name": "fire } {", "hours": 3}], "empty": {}, "none": []}
    assert json.loads("\n".join(lay_out_code("json", [json.dumps(value)]))) == value


@pytest.mark.parametrize(
    ("language", "flat"),
    [
        ("yaml", "kiln: stages: dry: 8 fire: 3 cool: 20"),
        ("yaml", "note: | two lines of text hours: 3"),
        ("c", "int a = 1; } // no end"),
        ("", "Stage | Hours -----|----- dry | 8 fire | 3 and cool for a whole day, at least"),
        ("", "┌──┐ ┌──┐ │ a│ │b │ └──┘ └──┘"),
        ("bash", "$ kilnctl --version Kiln 3 (fired today) > kiln.load( 'pots', { hot: true } ) undefined"),
        ("brainfuck", "+++ [ > ++ < - ]"),
    ],
)
def test_what_has_no_certain_lines_stays(language: str, flat: str) -> None:
    assert lay_out_code(language, [flat]) == [flat]


def test_what_stays_or_could_be_otherwise_is_uncertain() -> None:
    table = "Stage | Hours -----|----- dry | 8 fire | 3 and cool for a whole day, at least"
    assert find_uncertain_code(f"Clay.\n\n```\n{table}\n```") == ["Stage | Hours -----|----- dry | 8 fire"]
    assert find_uncertain_code("```python\nfor pot in kiln:\n    pot.turn()\ncount()\n```") != []
    assert find_uncertain_code("```python\ndef fire(pot):\n    return pot.turn()\n```") == []
    assert find_uncertain_code("```bash\npip install kilnctl\n```") == []
    assert find_uncertain_code("```yaml\nkilns: - name: north load: 3\n```") != []
    assert find_uncertain_code("```yaml\nkilns: {north: 3, south: 4}\n```") == []
    assert find_uncertain_code("```bash\nheat-kiln pots 3 sort-pots shelf wait-for kiln 30\n```") != []


def test_code_that_kept_its_lines_is_certain() -> None:
    fence = "```python\nfor pot in kiln:\n    pot.turn()\ncount()\n```"
    assert find_uncertain_code(fence, f"Clay. {fence}") == []
    flush = fence.replace("    ", "")
    assert find_uncertain_code(flush, f"Clay. {flush}") != []


def test_lines_of_a_script_end_where_commands_probably_begin() -> None:
    lines = ["git clone https://example.org/kiln", "cd kiln", "pip install -r kilns.txt", "for pot in *.txt; do"]
    lines += ["echo $pot", "done", "# Look at the shelf", "ls -la shelf", "export KILN=hot", "curl localhost:80"]
    assert lay_out_code("bash", [" ".join(lines)]) == lines


def test_words_of_commands_in_comments_begin_no_commands() -> None:
    lines = ["# Fire it if it is dry, then cool it for a day (or two)", 'if [ -n "$dry" ]; then', "echo fire"]
    lines += ["# Note(s) go to the book if it is the first load", "cp notes.txt \\", "book/$dry", "fi"]
    assert lay_out_code("bash", [" ".join(lines)]) == lines


def test_a_wider_search_finds_the_lines_of_a_script(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["# Fire it if it is dry, then cool it for a day (or two)", 'if [ -n "$dry" ]; then', "echo fire"]
    lines += ["# Note(s) go to the book if it is the first load", "cp notes.txt \\", "book/$dry", "fi"]
    monkeypatch.setattr(shell_layout, "_BEAM", 1)
    assert lay_out_code("bash", [" ".join(lines)]) == lines
    monkeypatch.setattr(shell_layout, "_WIDEST_BEAM", 1)
    assert lay_out_code("bash", [" ".join(lines)]) == [" ".join(lines)]


def test_code_without_a_fence_gets_one() -> None:
    body = (
        "**Kilns** come in plans.\n**Basic Plan**:\nimport time\ndef fire(kiln, stages):\nfor stage in stages:\n"
        "# heat slowly\nkiln.heat(stage.degrees)\n**Kiln Models**\nThey differ.\nSELECT name\nFROM kilns;\nif (dry) {\n"
        "open(valve);\n}\n**Install**\npip install kilnctl\nkilnctl --fire\nThat is all."
    )
    assert reflow(body) == (
        "**Kilns** come in plans.\n\n## Basic Plan\n\n```python\nimport time\n\ndef fire(kiln, stages):\n"
        "    for stage in stages:\n        # heat slowly\n        kiln.heat(stage.degrees)\n```\n\n## Kiln Models\n\n"
        "They differ.\n\n```sql\nSELECT name\nFROM kilns;\n```\n\n```\nif (dry) {\n    open(valve);\n}\n```\n\n"
        "## Install\n\n```bash\npip install kilnctl\nkilnctl --fire\n```\n\nThat is all."
    )


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("bash", "sudo apt-get install kilnctl\ncd kilns\n./configure --prefix=/opt\nmake && make install"),
        ("", "#include <kiln.h>\nint main(void) {\n    fire();\n    pots++;\n}"),
        ("", "use kiln::Pot;\nfunc fire() {\n    for i := 0; i < 3; i++ {\n        turn(i)\n    }\n}"),
        ("", '{\n    "kiln": "hot",\n    "pots": {\n        "blue": 3\n    }\n}'),
        ("sql", "CREATE TABLE kilns (id INT);\nINSERT INTO kilns VALUES (1);\nSELECT id\nFROM kilns;"),
    ],
)
def test_all_lines_of_code_without_a_fence_are_in_it(language: str, code: str) -> None:
    flush = "\n".join(line.strip() for line in code.split("\n"))
    assert reflow(f"Clay.\n{flush}\nThat is all.") == f"Clay.\n\n```{language}\n{code}\n```\n\nThat is all."


def test_yaml_without_a_fence_gets_one_and_a_warning_where_its_indentation_is_lost() -> None:
    code = "kiln:\n  pots: 10\n  glaze: blue\nshelves:\n  - top\n  - bottom"
    assert f"```yaml\n{code}\n```" in reflow(f"Clay.\n{code}\n**Heat**: high.")
    assert find_uncertain_code(f"```yaml\n{code}\n```", code) == []
    flush = "\n".join(line.strip() for line in code.split("\n"))
    fence = f"```yaml\n{flush}\n```"
    assert fence in reflow(f"Clay.\n{flush}\n**Heat**: high.")
    assert find_uncertain_code(fence, flush) != []


def test_the_head_of_a_statement_of_go_may_have_a_semicolon() -> None:
    lines = [
        "if err := kiln.Fire(); err != nil {",
        "    log.Fatal(err)",
        "}",
        "for i := 0; i < 3; i++ {",
        "    turn(i)",
        "}",
    ]
    assert lay_out_code("go", [" ".join(" ".join(lines).split())]) == lines


def test_labels_and_flows_of_plain_text_begin_lines() -> None:
    lines = [
        "Heat = gas (G: cubic, A: air)",
        "Load the pots: P = [P1], then A by weight: A = 2 (tons)",
        "Kiln 1: P x A",
    ]
    lines += ["Part II: Glaze (thin, even)", "Best for: Tiles", "[Pot] → [Kiln] → glazed", "[Tile] → [Kiln]"]
    assert lay_out_code("", [" ".join(lines)]) == lines


def test_an_item_with_a_label_below_a_heading_is_an_item() -> None:
    assert lay_out_code("markdown", ["# Kiln ## Firing - Heat: [H] - Hours: [N]"]) == [
        "# Kiln",
        "## Firing",
        "- Heat: [H]",
        "- Hours: [N]",
    ]


def test_a_command_about_this_folder_is_no_sentence() -> None:
    assert "```bash\n$ docker build -t kiln .\n$ docker run kiln\n```" in reflow(
        "Clay.\n$ docker build -t kiln .\n$ docker run kiln\nDone."
    )


@pytest.mark.parametrize(
    "body",
    [
        "Clay.\nfor example, in kilns:\nWe heat = we cool.\nimport duties are high.\nwhile this is true, we wait.",
        "Clay.\nF = m * a\nE = m * c",
        "Clay.\nmake pots\nfind clay\nsort them",
        "Clay.\nHeat: high\nTime: long",
        "Clay.\nheat: it is high.\ntime: it is long.",
        "Steps:\n- mix the clay\n- note: keep it cool\n- fire it",
        "Clay.\nselect a kiln;\nfrom there, fire it;",
        "Glazes need:\nsalt;\nwood ash;\nred clay;",
    ],
)
def test_prose_and_formulas_are_no_code(body: str) -> None:
    assert "```" not in reflow(body)


def test_comments_of_flattened_python_end_where_code_begins() -> None:
    flat = (
        "# Step 1: Sum the pots total = start + weight * sum(|pots| for all b) # Step 2: Thin them "
        "for kiln in kilns: kiln.pots = x # remove weak pots y = z # Part 3: Count once more"
    )
    assert lay_out_code("python", [flat]) == [
        "# Step 1: Sum the pots",
        "total = start + weight * sum(|pots| for all b)",
        "# Step 2: Thin them",
        "for kiln in kilns:",
        "    kiln.pots = x  # remove weak pots",
        "y = z",
        "# Part 3: Count once more",
    ]


def test_numbered_comments_have_one_depth() -> None:
    lines = [
        "# Step 1: Open it",
        "kiln = Kiln()",
        "# Step 2: Fire",
        "try:",
        "    kiln.fire()",
        "finally:",
        "    kiln.cool()",
    ]
    lines += ["# Step 3: Empty", "empty(kiln)"]
    assert lay_out_code("python", [" ".join(" ".join(lines).split())]) == lines

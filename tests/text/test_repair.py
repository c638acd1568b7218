"""Repair: damage of every kind, made by program on well-known formulas and compared with the original, and by hand."""

import re
from itertools import product

import pytest
from case_files import Case, read_cases

from glossary_site.markup import accepts_formula
from glossary_site.markup.math import FormulaError, render_formula
from glossary_site.text.layout import repair

WELL_KNOWN = r"""
E = mc^2
\int_0^1 x^n \, dx = \frac{1}{n+1}
\nabla \cdot \mathbf{E} = \frac{\rho}{\varepsilon_0}
\nabla \times \mathbf{B} = \mu_0 \mathbf{J} + \mu_0 \varepsilon_0 \frac{\partial \mathbf{E}}{\partial t}
i\hbar \frac{\partial}{\partial t} \Psi = \hat{H} \Psi
\Delta x \Delta p \geq \frac{\hbar}{2}
e^{i\pi} + 1 = 0
\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}
\Gamma(n) = (n-1)!
\zeta(s) = \prod_p \frac{1}{1 - p^{-s}}
f(x) = \frac{1}{\sigma\sqrt{2\pi}} \exp\left(-\frac{(x-\mu)^2}{2\sigma^2}\right)
P(A \mid B) = \frac{P(B \mid A) P(A)}{P(B)}
\lim_{x \to 0} \frac{\sin x}{x} = 1
\hat{\beta} = (X^\top X)^{-1} X^\top y
\theta \leftarrow \theta - \alpha \nabla_\theta J(\theta)
\text{softmax}(z)_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}
H(X) = -\sum_{x \in \mathcal{X}} p(x) \log p(x)
D_{\text{KL}}(P \parallel Q) = \sum_i P(i) \log \frac{P(i)}{Q(i)}
\mathbb{E}[X] = \int_{-\infty}^{\infty} x f(x) \, dx
x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
\cos(\alpha + \beta) = \cos\alpha \cos\beta - \sin\alpha \sin\beta
V = \frac{4}{3} \pi r^3
\forall \epsilon > 0 \, \exists \delta > 0
A \cup B = \{x : x \in A \lor x \in B\}
\tau = R C
\rho = \frac{m}{V}
\nu = \frac{c}{\lambda}
\lambda = \frac{h}{p}
\varphi = \frac{1 + \sqrt{5}}{2}
\vec{F} = m \vec{a}
\vec{a} \times \vec{b} = -\vec{b} \times \vec{a}
\bar{x} = \frac{1}{n} \sum_{i=1}^n x_i
\binom{n}{k} = \frac{n!}{k!(n-k)!}
a \neq b
x \notin A
f: X \to Y
\tan \theta = \frac{\sin \theta}{\cos \theta}
\tanh(x) = \frac{e^x - e^{-x}}{e^x + e^{-x}}
\| x \|_2 = \sqrt{x^\top x}
\langle u, v \rangle = \sum_i u_i v_i
\lfloor x \rfloor \leq x < \lfloor x \rfloor + 1
\mathcal{L}(\theta) = -\frac{1}{N} \sum_{i=1}^{N} \log p_\theta(y_i \mid x_i)
m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t
\sigma(x) = \frac{1}{1 + e^{-x}}
Q(s,a) \leftarrow Q(s,a) + \alpha \left[ r + \gamma \max_{a'} Q(s',a') - Q(s,a) \right]
\nabla^2 \phi = -\frac{\rho}{\epsilon_0}
\oint_C \vec{B} \cdot d\vec{l} = \mu_0 I
\det(A - \lambda I) = 0
\begin{pmatrix} a & b \\ c & d \end{pmatrix}
|x| = \begin{cases} x & \text{if } x \geq 0 \\ -x & \text{otherwise} \end{cases}
\mathbf{y} = \mathbf{W}\mathbf{x} + \mathbf{b}
\mathbb{R}^n \to \mathbb{R}^m
k_B T \ln 2
I_D = \frac{1}{2} \mu C_{ox} \frac{W}{L} (V_{GS} - V_{T})^2
R = k_1 \frac{\lambda}{NA}
\text{DOF} = k_2 \frac{\lambda}{NA^2}
\tilde{x} = x + \epsilon, \quad \epsilon \sim \mathcal{N}(0, \sigma^2)
q(x_t \mid x_{t-1}) = \mathcal{N}(x_t; \sqrt{1-\beta_t} x_{t-1}, \beta_t \mathbf{I})
\arg\min_{\theta} \mathcal{L}(\theta)
x\in\mathbb{R}^{d\times d}
z\sim\mathcal{N}(\mu,\Sigma)
\frac{d\theta}{dt} = \omega
\alpha\beta + \beta\gamma
\eta_{t+1} = \eta_0 / \sqrt{t}
O(n \log n)
T \propto \frac{1}{\sqrt{L C}}
p(x) = \prod_{t=1}^{T} p(x_t \mid x_{<t})
\bigcup_{i=1}^n A_i \subseteq \Omega
a \equiv b \pmod{n}
A^{-1} A = I
\underset{x}{\max} \, f(x)
\overline{AB} + \overline{CD}
x_{\max} - x_{\min}
\left\{ x \in \mathbb{Z} \mid x \bmod 2 = 0 \right\}
\boldsymbol{\theta}^* = \operatorname{argmax}_{\boldsymbol{\theta}} \log p(D \mid \boldsymbol{\theta})
\Phi(x) \approx 0.5
\lceil \log_2 n \rceil
\neg (p \land q) \iff \neg p \lor \neg q
""".strip().split("\n")

# Program -> letters that it replaces together with their backslash. Python keeps other backslashes.
TAKEN = {"dropped": "", "sql": "tnrb", "json": "tnrbf", "c": "tnrbfva", "python": "tnrbfva"}
CONTROLS = dict(zip("tnrbfva", "\t\n\r\b\f\v\a", strict=True))
# What the control character becomes later.
FATES = ("kept", "a space", "one space", "a line end", "lost")


def damage(latex: str, how: str, fate: str) -> str:
    """``latex`` after a program read its backslashes as escapes."""

    def escape(match: re.Match[str]) -> str:
        character = match[1]
        if character in TAKEN[how]:
            if fate == "kept":
                return CONTROLS[character]
            if fate == "lost" or character in "ba":
                return ""
            is_line_end = character == "n" if fate != "a line end" else character in "nrfv"
            return "\n" if is_line_end and fate != "one space" else " "
        if how == "python":
            return "\\" if character == "\\" else match[0]
        return character

    damaged = re.sub(r"\\(.)", escape, latex)
    return re.sub(r"\s+", " ", damaged) if fate == "one space" else damaged


def shown(latex: str) -> str:
    """The formula as a reader sees it, spaces aside."""
    try:
        mathml = render_formula(latex, False)
    except FormulaError as error:
        return f"{error}: {latex}"
    return re.sub(r' alttext="[^"]*"|<mspace[^>]*/>', "", mathml)


def repaired_formula(latex: str, words: str = "") -> str:
    text = repair(f"Here {words} ${latex}$ holds.", accepts_formula).text
    match = re.search(r"\$(.*)\$", text, re.DOTALL)
    return match[1] if match else ""


@pytest.mark.parametrize("how", TAKEN)
def test_damaged_formulas_are_recovered(how: str) -> None:
    lost: list[str] = []
    tried = 0
    for latex, fate in product(WELL_KNOWN, FATES):
        damaged = damage(latex, how, fate)
        if damaged != latex:
            tried += 1
            words = "the learning rate" if "\\eta" in latex else ""
            if shown(repaired_formula(damaged, words)) != shown(latex):
                lost.append(f"{fate}: {damaged!r} is not {latex}")
    print(f"{how}: {tried - len(lost)} of {tried} recovered", *lost, sep="\n")
    assert tried > 200
    assert 1 - len(lost) / tried >= 0.95


@pytest.mark.parametrize("latex", [latex for latex in WELL_KNOWN if "\\" in latex])
def test_intact_formulas_stay(latex: str) -> None:
    repaired = repair(f"Here ${latex}$ holds, and\n$$\n{latex}\n$$", accepts_formula)
    assert repaired.repairs == ()
    assert repaired.issues == ()


@pytest.mark.parametrize(
    "latex",
    "x_{max} - x_{in}|W_{text}|pos|ReLU(x)|f(x, y)|x_{i,j}^{a,b}|sim(a, b)|n_{to}|loss|softmax(z)|topk|E_{left}|"
    "1{,}000".split("|"),
)
def test_plain_formulas_stay(latex: str) -> None:
    assert repaired_formula(latex) == latex


@pytest.mark.parametrize("case", read_cases("repair", fewest=10), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    repaired = repair(case.before, accepts_formula)
    assert repaired.text == case.after
    assert bool(repaired.repairs) == (case.before != case.after)
    assert repair(case.after, accepts_formula).text == case.after


def test_a_repair_has_its_kind_its_texts_and_its_line() -> None:
    [one] = repair("first\nsecond $alpha$ end").repairs
    assert (one.kind, one.before, one.after, one.line, one.certain) == ("latex", "$alpha$", "$\\alpha$", 2, True)


@pytest.mark.parametrize(
    ("words", "letter"),
    [
        ("With learning rate", "\\eta"),
        ("The step size", "\\eta"),
        ("The coefficient β, here", "\\beta"),
        ("The weight", "\\beta"),
    ],
)
def test_bare_eta_is_read_by_the_words_around_it_and_flagged(words: str, letter: str) -> None:
    repaired = repair(f"{words} $eta$ and $ heta$.")
    assert f"${letter}$" in repaired.text
    assert [one.certain for one in repaired.repairs] == [False, True]
    assert [issue.code for issue in repaired.issues] == ["uncertain-formula"]


def test_bare_eta_is_certain_where_other_escapes_were_kept() -> None:
    repaired = repair("So $eta$ and $theta times tau$.")
    assert repaired.text == "So $\\eta$ and $\\theta \\times \\tau$."
    assert all(one.certain for one in repaired.repairs)


def test_a_repair_that_makes_a_formula_worse_is_not_made() -> None:
    assert repair("$alpha$", lambda latex: "\\" not in latex).text == "$alpha$"


@pytest.mark.parametrize("body", ["$1 to 10$ of them", "$x to y$ with $ heta$"])
def test_words_that_could_be_commands_stay_words(body: str) -> None:
    assert " to " in repair(body).text


@pytest.mark.parametrize(
    ("damaged", "latex"),
    [
        ("leftlfloor x ight floor", r"\left\lfloor x \right \rfloor"),
        (r"\alpha o \infty", r"\alpha \to \infty"),
    ],
)
def test_harder_readings(damaged: str, latex: str) -> None:
    assert repaired_formula(damaged) == latex


@pytest.mark.parametrize(
    ("body", "ending"),
    [
        ("$$\n\\sum_{t} p(x_{", "x_{\\ldots}\n$$"),
        ("$$x_{1} + \\frac{a}", "$$"),
        ("and $p(x_{", "x_{\\ldots}$"),
    ],
)
def test_cut_off_formula_ends_with_an_ellipsis(body: str, ending: str) -> None:
    repaired = repair(body, accepts_formula)
    assert repaired.text.startswith(body)
    assert repaired.text.endswith(ending)
    assert "\\ldots" in repaired.text
    assert accepts_formula(repaired.text.strip("$ and"))
    assert [one.kind for one in repaired.repairs] == ["cut-off-formula"]
    assert [issue.code for issue in repaired.issues] == ["formula-cut-off"]


def test_hidden_mail_addresses_are_reported_not_changed() -> None:
    body = "Write to [email\u00a0protected] or\n```\n-F '[email protected]'\n```"
    repaired = repair(body)
    assert repaired.text == body
    assert [(issue.code, issue.line) for issue in repaired.issues] == [("obfuscated-mail", 1), ("obfuscated-mail", 3)]


def test_a_lost_character_is_reported() -> None:
    assert [issue.code for issue in repair("na\ufffdve").issues] == ["lost-character"]


@pytest.mark.parametrize("body", ["café—and Россия, “naïve”", "Ä€ is a letter", "`Ã©` shows it", "5 × 3 ≈ 15 · Å"])
def test_good_text_is_no_mojibake(body: str) -> None:
    assert repair(body).text == body


@pytest.mark.parametrize(
    ("body", "text", "kind"),
    [
        ("donâ€™t go to the cafÃ©", "don’t go to the café", "mojibake"),
        ("zero\u200bwidth", "zerowidth", "invisible-character"),
        ("a\x08b \x93c\x94", "ab “c”", "control-character"),
        ("half \ud83d of a pair", "half \ufffd of a pair", "control-character"),
    ],
)
def test_damaged_characters(body: str, text: str, kind: str) -> None:
    repaired = repair(body)
    assert repaired.text == text
    assert {one.kind for one in repaired.repairs} == {kind}

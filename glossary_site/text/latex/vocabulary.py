"""The names of LaTeX's math commands, without their backslashes, from LaTeX's own reference lists.

Commands for page layout, cross-references and macro definitions are left out.
"""

from glossary_site.text.words import word_set

GREEK = word_set("""
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
    omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta varpi varrho varsigma varphi
    varkappa digamma
    """)

NAMED_OPERATORS = word_set("""
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker lg lim liminf limsup ln log
    max min Pr projlim sec sin sinh sup tan tanh argmax argmin
    """)

# Each takes at least one argument in braces; a fraction or a root may take a single token.
TAKES_ARGUMENT = word_set("""
    frac dfrac tfrac cfrac binom dbinom tbinom sqrt text textbf textit textrm textsf texttt textnormal mathrm mathbf
    mathit mathsf mathtt mathbb mathcal mathfrak mathscr mathnormal boldsymbol bm operatorname hat widehat tilde
    widetilde bar vec dot ddot acute grave breve check overline underline overbrace underbrace overrightarrow
    overleftarrow overset underset stackrel substack boxed cancel phantom pmod mbox xrightarrow xleftarrow
    """)

# Their argument is text, not a formula.
TAKES_WORDS = word_set("text textbf textit textrm textsf texttt textnormal mbox operatorname mathrm")

SYMBOLS = word_set("""
    sum prod coprod int iint iiint oint bigcup bigcap bigoplus bigotimes bigodot bigvee bigwedge biguplus bigsqcup
    partial nabla infty forall exists nexists emptyset varnothing ell hbar imath jmath Re Im wp aleph beth angle top
    bot prime backslash triangle triangleq square Box Diamond clubsuit diamondsuit heartsuit spadesuit dagger ddagger
    pm mp times div cdot ast star circ bullet oplus ominus otimes oslash odot cap cup uplus sqcap sqcup vee wedge
    land lor lnot neg setminus wr amalg bmod
    leq le geq ge neq ne equiv sim simeq approx cong propto ll gg prec succ preceq succeq subset supset subseteq
    supseteq subsetneq supsetneq nsubseteq in ni notin mid nmid parallel perp models vdash dashv asymp doteq lesssim
    gtrsim leqslant geqslant not approxeq
    to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longrightarrow longleftarrow
    Longrightarrow Longleftarrow Longleftrightarrow mapsto longmapsto uparrow downarrow updownarrow nearrow searrow
    swarrow nwarrow hookrightarrow hookleftarrow rightharpoonup rightleftharpoons implies iff therefore because
    ldots cdots vdots ddots dots dotsc dotsb colon quad qquad
    langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert Vert vert lbrace rbrace
    limits nolimits displaystyle textstyle
    """)

# A fence command is written before the delimiter that it sizes.
FENCES = word_set("left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr")

ENVIRONMENT = word_set("begin end")

COMMANDS = GREEK | NAMED_OPERATORS | TAKES_ARGUMENT | SYMBOLS | FENCES | ENVIRONMENT

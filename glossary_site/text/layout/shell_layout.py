"""Commands of shell scripts and instructions of Dockerfiles, on lines of their own again."""

import re

from glossary_site.text.words import word_set

_BREAK = re.compile(
    r"(?<=\s\\)\s+|(?<=\)\s\{)\s+|\s+(?=\}(?:\s|$))|\s+(?=\$\s\w)|(?<=;;)\s+|(?<=\sthen)\s+|(?<=\sdo)\s+|(?<=\selse)\s+"
    r"|\s+(?=(?:fi|done|esac|else|elif\s.{1,80}?;\s*then)(?=[\s;|)]|$))"
    r"|\s+(?=(?:(?:if|while)\s[^;#]{1,120};\s*(?:then|do)\s|for\s\w+\sin\s|case\s\S+\sin\s))"
)
_DOCKER = re.compile(
    r"\s+(?=(?:#|FROM|RUN|CMD|LABEL|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|HEALTHCHECK|SHELL)\s)"
)
_WORD = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|\$\([^()]*\)|\S+")
_NAME = re.compile(r"[a-z][\w.-]*$")
_OPTION = re.compile(r"(?:^|\s)--?[a-z][\w-]*(?:[\s=]|$)")
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=")
_COMMANDS = word_set("""
    alias ansible apk apt apt-get aws awk az brew bundle cargo cat cd chmod chown cmake composer conda cp cron
    curl cut date dd df diff dig dnf docker docker-compose dotnet du echo env exit export find gcc gcloud gem git
    go grep gunzip gzip head helm htop ifconfig ip java jq jupyter kill kubectl less ln local ls lsof make
    minikube mkdir mongo mount mv mvn mysql nano nc netstat nginx nmap node nohup npm npx nvcc nvidia-smi openssl
    perl pip pip3 ping pkill pnpm poetry printf ps psql pwd pytest python python3 read redis-cli rm rmdir rsync
    ruby rustup scp screen sed service set shift sleep sort source ssh stat sudo svn systemctl tail tar tee
    terraform test tmux top touch tr trap ufw umount uname uniq unset unzip uv vim virtualenv wc wget which xargs
    yarn yum zip return break continue exec eval ulimit umask uvicorn wait
    """)
_ENGLISH = word_set("""
    cat cut date exit find go head java less make mount read return set shift sleep sort source stat tail tar test
    top touch trap wait break continue screen service watch export split python helm node
    """)
#: A command follows one of these in the same line.
_LEADS = word_set("""
    sudo | || && ; ! then do else if while time exec nohup env xargs which command -v -exec ( { \\ man
    """)
_EXPORTS = frozenset({"export", "env", "local", "readonly", "alias"})
_INSTALLS = frozenset({"install", "add", "-y", "uninstall", "remove", "upgrade"})


def lay_out_shell(code: str, language: str) -> list[str]:
    """The lines of code in one line: a line begins with a comment, a command, an assignment, a word of control.

    A comment ends where a known command begins, or one that the code installs or runs elsewhere.
    """
    if language in ("dockerfile", "docker"):
        return _DOCKER.split(code)
    words = [(match.start(), match[0]) for match in _WORD.finditer(code)]
    cuts = {match.end() for match in _BREAK.finditer(code)}
    commands, is_comment, installs = set(_COMMANDS), False, False
    for number, (start, word) in enumerate(words):
        before = words[number - 1][1] if number else ""
        is_exported = number > 1 and words[number - 2][1] in _EXPORTS
        after = words[number + 1][1] if number + 1 < len(words) else ""
        if word[0] == "#" and (word == "#" or not number):
            cuts.add(start)
            is_comment, installs = True, False
        elif start in cuts or not number:
            is_comment = installs = False
        elif is_comment or not (
            before in _LEADS or before[-1] in "|&;({" or (_ASSIGNMENT.match(before) and not is_exported)
        ):
            is_command = word in commands or word.startswith("./") or (is_comment and after.startswith("--"))
            is_package = installs and not _begins_arguments(after)
            is_prose = is_comment and (before == "#" or after == word)
            if ((is_command and not is_package) or _is_assignment(word, before)) and not is_prose:
                cuts.add(start)
                is_comment = installs = False
        installs = installs or (word in _INSTALLS and not is_comment)
        if installs and word[:1].isalpha() and word not in _INSTALLS:
            commands.add(word)
    places = sorted({0, *cuts})
    return [code[start:end].strip() for start, end in zip(places, [*places[1:], len(code)], strict=True)]


def begins_command(line: str) -> bool:
    """Whether a line is a command: it has a prompt, a known command that is no English word, or an option."""
    first, _, rest = line.partition(" ")
    is_known = first == "$" or first in _COMMANDS - _ENGLISH or (_NAME.match(first) and _OPTION.search(rest))
    return bool(rest and is_known) and line[-1] not in ".:?!"


def _begins_arguments(word: str) -> bool:
    return re.match(r"[-$\"'~]|\S*[./]", word) is not None or word in (
        "install",
        "run",
        "clone",
        "build",
        "init",
        "start",
        "create",
        "up",
        "apply",
    )


def _is_assignment(word: str, before: str) -> bool:
    return _ASSIGNMENT.match(word) is not None and before[:1] != "-" and before not in _EXPORTS

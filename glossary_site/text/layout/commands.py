"""Which lines are commands of a shell."""

import re

from glossary_site.text.words import word_set

_NAME = re.compile(r"[a-z][\w.-]*$")
_SENTENCE_END = re.compile(r"(?<=\S)[.:?!]$")
_OPTION = re.compile(r"(?:^|\s)--?[a-z][\w-]*(?:[\s=]|$)")
#: Commands of shells that are often used.
COMMANDS = word_set("""
    alias ansible apk apt apt-get aws awk az brew bundle cargo cat cd chmod chown cmake composer conda cp cron
    curl cut date dd df diff dig dnf docker docker-compose dotnet du echo env exit export find gcc gcloud gem git
    go grep gunzip gzip head helm htop ifconfig ip java jq jupyter kill kubectl less ln local ls lsof make
    minikube mkdir mongo mount mv mvn mysql nano nc netstat nginx nmap node nohup npm npx nvcc nvidia-smi openssl
    perl pip pip3 ping pkill pnpm poetry printf ps psql pwd pytest python python3 read redis-cli rm rmdir rsync
    ruby rustup scp screen sed service set shift sleep sort source ssh stat sudo svn systemctl tail tar tee
    terraform test tmux top touch tr trap ufw umount uname uniq unset unzip uv vim virtualenv wc wget which xargs
    yarn yum zip return break continue exec eval ulimit umask uvicorn wait
    """)
#: Those that are English words, too.
ENGLISH_COMMANDS = word_set("""
    cat cut date exit find go head java less make mount read return set shift sleep sort source stat tail tar test
    top touch trap wait break continue screen service watch export split python helm node
    """)


def begins_command(line: str) -> bool:
    """Whether a line is a command: it has a prompt, a path, a known command that is no English word, or an option."""
    first, _, rest = line.partition(" ")
    is_named = _NAME.match(first) and (_OPTION.search(rest) or " && " in line)
    is_known = rest and (first == "$" or first in COMMANDS - ENGLISH_COMMANDS or is_named)
    return bool(is_known or first.startswith("./")) and not _SENTENCE_END.search(line)

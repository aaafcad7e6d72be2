"""Participles that the parser hung on the wrong word: "guilty of abusing prisoners", "sheltered refugees"."""

from __future__ import annotations

from index.relations.language.tables import words
from index.relations.parsing.tree import Tree


def mend_participle(tree: Tree, i: int) -> None:
    """Hang the participle, or what it governs, where it belongs."""
    if tree.tags[i] in ("VBD", "VBN") and tree.lemmas[i] in words("done_to_people"):
        _let_another_rule(tree, i)
    if tree.lows[i] in words("once_in_office") and tree.deps[i] in ("advcl", "xcomp", "ccomp", "dep"):
        _let_it_describe(tree, i)
    _mend_form(tree, i)


def _mend_form(tree: Tree, i: int) -> None:
    if tree.deps[i] in ("xcomp", "advcl") and tree.tags[i] in ("JJ", "NN") and tree.lows[i - 1] == "to":
        _let_it_be_meant(tree, i)
    meant = tree.deps[i] in ("acl", "advcl") and any(tree.tags[k] == "TO" for k in tree.kids(i, "aux"))
    if meant and tree.deps[i] == "acl" and tree.tags[tree.heads[i]] in ("VBZ", "VBP", "VBD"):
        tree.deps[i] = "xcomp"  # "votes to approve": the verb was taken for a noun
    if meant and tree.deps[i] == "advcl":
        _let_it_be_asked(tree, i)
    if tree.tags[i] == "VBD" and _is_done_by_another(tree, i):
        _let_it_suffer(tree, i)
    elif tree.tags[i] == "VBD" and tree.deps[i] == "ccomp":
        _let_them_be_held(tree, i)
    if tree.deps[i] == "conj" and tree.tags[i] == "VBN" and not tree.kids(i, "nsubj", "nsubjpass"):
        _rehang_perfect(tree, i)
    elif tree.tags[i] == "VBG" and tree.lows[i] in ("beginning", "starting") and tree.kids(i, "nsubj"):
        _let_it_only_date(tree, i)
    elif tree.deps[i] == "conj" and tree.tags[i] == "VBG" and _has_its_own_doer(tree, i):
        hang(tree, i - 1, i)  # "with Chad shelling towns and Mali striking depots": Mali is no town
        tree.deps[i - 1] = "nsubj"
    elif tree.deps[i] == "advcl" and tree.tags[i] == "VBG" and tree.lemmas[i] in words("deadly"):
        _let_the_first_kill(tree, i)
    elif tree.deps[i] == "acl" and tree.lows[tree.heads[tree.heads[i]]] == "between":
        _let_both_be_named(tree, i)
    elif tree.deps[i] == "amod" and tree.tags[i] == "VBG" and _is_a_charge(tree, i):
        _let_it_act(tree, i)
    elif tree.deps[i] == "amod" and tree.tags[i] in ("VBD", "VBN") and _has_a_subject(tree, i):
        _let_it_rule(tree, i)


def _has_its_own_doer(tree: Tree, i: int) -> bool:
    """Whether the name before a gerund, joined to what the gerund above it governs, does what it tells."""
    named = i - 1
    joined = tree.deps[named] == "conj" and tree.actor(named) is not None and tree.lows[named - 1] == "and"
    inside = joined and tree.heads[i] in tree.up(named)
    return inside and tree.tags[tree.heads[i]] == "VBG" and bool(tree.kids(i, "dobj"))


def _let_the_first_kill(tree: Tree, i: int) -> None:
    """ "opened fire on men attempting to cross from Chad, killing a Malian": those who fired killed him."""
    v = tree.heads[i]
    above = [up for up in tree.up(v) if tree.is_verb(up) and tree.tags[up] in ("VBD", "VBZ", "VBP")]
    if tree.lows[i - 1] == "," and tree.tags[v] == "VBG" and above:
        hang(tree, i, above[0])


def _let_it_describe(tree: Tree, i: int) -> None:
    """ "hand over ousted president Deby to the court": it says who he is, and what is above governs him."""
    v = tree.heads[i - 1] if tree.tags[i - 1] == "RP" else i - 1
    named = [k for k in tree.kids(i, "dobj") if k == i + 1 and tree.tags[k] in ("NNP", "NNPS")]
    if not named or i == 0 or not tree.is_verb(v) or tree.kids(v, "dobj") or tree.kids(i, "nsubj"):
        return
    for k in list(tree.children[i]):
        hang(tree, k, v)
    hang(tree, i, named[0])
    tree.deps[i], tree.tags[i] = "amod", "JJ"


def _let_it_suffer(tree: Tree, v: int) -> None:
    """ "A drone shot down by Chad crashed", "men kidnapped last week": with no object it is a participle."""
    if tree.kids(v, "aux", "auxpass") or _objects(tree, v) or _is_headline(tree, v):
        return
    tree.tags[v] = "VBN"
    for k in tree.kids(v, "nsubj"):
        tree.deps[k] = "nsubjpass"


def _objects(tree: Tree, v: int) -> list[int]:
    """What it is done to; but in "held hostage by Chad" the hostage is the one who is held."""
    return [k for k in tree.kids(v, "dobj") if tree.lemmas[k] not in words("captive")]


def _is_done_by_another(tree: Tree, v: int) -> bool:
    """Whether "by" leads to an actor ("spoke by telephone"), or what was done is done to people."""
    if tree.deps[v] == "acl" and tree.lemmas[v] in words("holding") | words("done_to_people"):
        return True
    return any(tree.actor(k) is not None for by in tree.kids(v, "agent") for k in tree.below(by))


def _is_headline(tree: Tree, v: int) -> bool:
    """Whether the verb was put into the past for the parser."""
    return tree.text[tree.starts[v] : tree.ends[v]].lower() != tree.lows[v]


def _let_them_be_held(tree: Tree, i: int) -> None:
    """ "freed two men jailed in Chad": the men are freed, and no clause is."""
    over, subjects = tree.heads[i], tree.kids(i, "nsubj", "nsubjpass")
    if tree.lemmas[over] not in words("freeing") | words("holding") or len(subjects) != 1:
        return
    if tree.kids(i, "aux", "auxpass", "dobj", "mark") or tree.kids(over, "dobj") or subjects[0] < over:
        return
    hang(tree, subjects[0], over)
    hang(tree, i, subjects[0])
    tree.deps[subjects[0]], tree.deps[i], tree.tags[i] = "dobj", "acl", "VBN"


def _let_another_rule(tree: Tree, i: int) -> None:
    """ "says that two Malians arrested in Chad have confessed": they confessed, and are those arrested."""
    subjects, over = tree.kids(i, "nsubj"), tree.heads[i]
    if (
        len(subjects) != 1
        or tree.kids(i, "aux", "auxpass", "ccomp", "xcomp")
        or _objects(tree, i)
        or _is_headline(tree, i)
    ):
        return
    if tree.deps[i] in ("csubj", "csubjpass") and over > i:
        later = [over]
    else:
        later = [k for k in tree.kids(over, tree.deps[i]) if k > i and tree.is_verb(k)]
    later = [k for k in later if not tree.kids(k, "nsubj", "nsubjpass", "mark")]
    if (
        not later
        or tree.tags[later[0]] == "VBG"
        or (tree.tags[later[0]] == "VB" and not tree.kids(later[0], "aux"))
    ):
        return
    who, main = subjects[0], later[0]
    tree.tags[i] = "VBN"
    hang(tree, who, main)
    hang(tree, i, who)
    tree.deps[i], tree.deps[who] = "acl", "nsubjpass" if tree.kids(main, "auxpass") else "nsubj"


def _let_it_be_asked(tree: Tree, i: int) -> None:
    """ "published an appeal to Chad to free two men": the infinitive says what is asked."""
    for noun in tree.kids(tree.heads[i], "dobj"):
        if tree.lemmas[noun] in words("asking_that") and tree.after(noun, "to"):
            hang(tree, i, noun)
            tree.deps[i] = "acl"
            return


def _let_both_be_named(tree: Tree, i: int) -> None:
    """ "a deal between Chad's junta led by Mr X and Mali": Mali is the other one, and leads nothing."""
    one = tree.heads[i]
    if tree.kids(one, "conj"):
        return
    for by in tree.kids(i, "agent", "prep"):
        for named in tree.kids(by, "pobj"):
            for other in tree.kids(named, "conj"):
                if tree.actor(other) is not None:
                    hang(tree, other, one)
                    return


def _let_it_only_date(tree: Tree, i: int) -> None:
    """ "bans travellers from Chad, Mali and Niger beginning Monday": Niger ends the list."""
    last = tree.kids(i, "nsubj")[0]
    if last != i - 1 or tree.actor(last) is None or tree.lows[last - 1] not in ("and", "the", "or"):
        return
    for k in range(last - 1, max(0, last - 6), -1):
        if tree.actor(k) is not None and tree.deps[k] in ("pobj", "conj", "dobj"):
            first = tree.first_conjunct(k)
            hang(tree, last, first)
            tree.deps[last], tree.deps[i] = "conj", "advcl"
            return


def _let_it_be_meant(tree: Tree, i: int) -> None:
    """ "voted to designate a group": an infinitive, when it has an object."""
    if tree.kids(i, "dobj") and tree.heads[i - 1] in (i, tree.heads[i]):
        tree.tags[i], tree.tags[i - 1] = "VB", "TO"
        hang(tree, i - 1, i)
        tree.deps[i - 1] = "aux"


def _has_a_subject(tree: Tree, i: int) -> bool:
    """ "India sheltered Nepalese villagers": what has a subject before it, and its noun at the top, is no
    adjective.
    """
    noun = tree.heads[i]
    return noun > i and tree.heads[noun] == noun and bool(tree.kids(i, "nsubj"))


def _let_it_rule(tree: Tree, i: int) -> None:
    """Let the participle be the sentence's verb, and its noun the object."""
    noun = tree.heads[i]
    tree.children[noun].remove(i)
    for k in list(tree.children[noun]):
        if k < i or (k > noun and tree.deps[k] in ("punct", "advcl")):
            hang(tree, k, i)
    tree.heads[i] = i
    tree.heads[noun] = i
    tree.children[i] = sorted([*tree.children[i], noun])
    tree.deps[i], tree.deps[noun], tree.tags[i] = "ROOT", "dobj", "VBD"


def _is_a_charge(tree: Tree, i: int) -> bool:
    """ "found guilty of abusing Iraqi prisoners": no prisoners who abuse."""
    prep, noun = i - 1, tree.heads[i]
    if tree.deps[noun] != "pobj" or tree.heads[noun] != prep or tree.lows[prep] != "of":
        return False
    return tree.lemmas[tree.heads[prep]] in words("charged")


def _let_it_act(tree: Tree, i: int) -> None:
    """Let the gerund stand after its preposition, and the noun be its object."""
    noun = tree.heads[i]
    prep = tree.heads[noun]
    hang(tree, i, prep)
    hang(tree, noun, i)
    tree.deps[i], tree.deps[noun] = "pcomp", "dobj"


def _rehang_perfect(tree: Tree, i: int) -> None:
    """ "has found that firms are trading, and has asked Chad to": who has found has asked."""
    head = tree.heads[i]
    up = tree.heads[head]
    if (
        tree.tags[head] in ("VB", "VBG")
        and not tree.kids(head, "auxpass")
        and not tree.kids(i, "aux", "dobj")
    ):
        over = next((k for k in tree.up(head) if tree.is_verb(k) and tree.kids(k, "auxpass")), None)
        if over is not None and tree.lemmas[i] in words("holding"):
            hang(tree, i, over)  # "was convicted of trying to kill Malians and sentenced to"
        return
    if (
        tree.deps[head] != "ccomp"
        or _have(tree, head)
        or not _have(tree, i)
        or _have(tree, i) != _have(tree, up)
    ):
        return
    hang(tree, i, up)


def _have(tree: Tree, v: int) -> str:
    """ "has" or "have" before a perfect."""
    return next((tree.lows[k] for k in tree.kids(v, "aux") if tree.lows[k] in ("has", "have", "had")), "")


def hang(tree: Tree, i: int, up: int) -> None:
    tree.children[tree.heads[i]].remove(i)
    tree.heads[i] = up
    tree.children[up].append(i)
    tree.children[up].sort()

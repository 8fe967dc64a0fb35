"""What may stand under each key of a story, and what the key is for: by what an author would call the thing that has it.

`keys.py` takes the names of the keys from here, and the reader allows no others. What an editor offers, and the JSON Schema,
are made from the same table; what a shape is, `shape.py` says, and the files that read a story know how each is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from game.story.model import MOODS, FoldRule, Ink
from game.story.pronouns import AGREEING
from game.story.shape import (
    Asked,
    By,
    Either,
    File,
    Id,
    Ids,
    Key,
    Line,
    Lines,
    Made,
    Name,
    Number,
    Pair,
    Phrases,
    Prose,
    Shape,
    Signed,
    Spots,
    Thing,
    Things,
    Value,
    Values,
    Word,
)
from game.story.style import LANGUAGES
from game.story.tongues import TONGUES

__all__ = [
    "NAMED", "SHAPES", "WORDS", "Asked", "By", "Either", "File", "Id", "Ids", "Key", "Line", "Lines", "Made", "Name",
    "Number", "Pair", "Phrases", "Prose", "Shape", "Signed", "Spots", "Thing", "Things", "Value", "Values", "Word",
]  # fmt: skip

NAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "scene": ("scene",),
    "target": ("scene", "ending"),
    "choice": ("choice",),
    "chapter": ("chapter",),
    "until": ("chapter",),
    "part": ("part",),
    "half": ("half",),
    "meter": ("meter",),
    "count": ("meter", "variable"),
    "variable": ("variable",),
    "given": ("variable", "message"),
    "fact": ("meter", "variable", "message"),
    "person": ("person",),
    "mood": (),
    "place": ("place",),
    "content": ("content",),
    "source": ("source",),
    "lesson": ("lesson",),
    "lean": ("lean",),
    "group": ("group",),
    "meant": ("scene", "choice", "ending", "lesson", "chapter", "message"),
}
"""Where a name of each kind is written, what may be called so. `WORDS` are names that nobody makes up."""

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "target": {
        "next": "The part is over; after its last part, the chapter.",
        "ending": "The first ending whose `when` holds.",
    },
    "until": {"end": "To the end of the story."},
    "mood": dict.fromkeys(MOODS, "A mood people are drawn in."),
}
"""By the kind of a name, the words that mean something where it is written, and what."""


_PROSE: Final = Prose()
_SPOKEN: Final = Prose(speech=True)
_WAYS: Final = Either((Name("target"), Things("a way on"), Thing("a way on")))
_EFFECTS: Final = By("count", Signed())
_STYLE: Final[Mapping[str, Key]] = {
    "avoid": Key(Lines(), "Phrases that are to stand nowhere; `…` is up to six words of the same sentence."),
    "at_most": Key(Phrases(Number(0)), "Phrases, and how often each may stand in the whole story."),
    "beat_sentences": Key(Number(1), "The most sentences of a beat."),
    "short_beats": Key(Number(0), "The most beats of four words or fewer in a scene; speech may be short."),
    "scene_words": Key(Pair(0), "The fewest and the most words of a scene before its choices."),
    "ending_words": Key(Pair(0), "The fewest and the most words of an ending's scene."),
    "choice_words": Key(Pair(0), "The fewest and the most words of a choice."),
    "repeats": Key(Number(1), "No two scenes open, or close, with so many of the same words."),
    "similes": Key(Number(0), "The most similes of a scene."),
    "dashes": Key(Number(0), "The most dashes of a scene."),
    "reading_age": Key(Number(1), "The age, in years, that no scene is to be harder than."),
    "moods": Key(Things("a mood"), "Phrases that claim how the player is, and what has to hold where they are told."),
    "meant": Key(Things("what is meant"), "What is to stay as it is, and why."),
}  # fmt: skip

SHAPES: Final[Mapping[str, Mapping[str, Key]]] = {
    "a story": {
        "story": Key(Id("story"), "What saves know the story by. Letters, digits and hyphens; it never changes."),
        "language": Key(Line(TONGUES), "The code of the language it is written in, such as `fr` or `pt-BR`; `en` where it does not say."),
        "version": Key(Line(), "Which version of the story this is, in words or numbers of your own."),
        "title": Key(Line(), "The story's title."),
        "tagline": Key(Line(), "A line under the title."),
        "about": Key(Line(), "What it is about, told to a room before it begins: *This is a story about work and home.*"),
        "cover": Key(File("picture"), "The picture of the title page: a file in `pictures/`."),
        "start": Key(Name("chapter"), "The first chapter. Without it, the one that is written first."),
        "wording": Key(Thing("`wording`"), "What the game says in words of the story's own, where its plain ones do not fit."),
        "player": Key(Thing("the player"), "Whose life it is: a name, and pronouns. The player may change both."),
        "meters": Key(Made("meter", Thing("a meter")), "The readings: whole numbers that choices move, each with a dial."),
        "halves": Key(
            Made("half", Thing("a half")), "The selves a life is lived by, each with readings and variables of its own."
        ),
        "variables": Key(Made("variable", Thing("a variable")), "What the story remembers, besides its meters."),
        "leans": Key(Ids("lean"), "The ways a choice can lean. Each choice leans one of them."),
        "fold": Key(Thing("`fold`"), "Where the halves become one, and how."),
        "cast": Key(Made("person", Thing("somebody in the cast")), "Who there is. A name here opens speech: `Ines: Good.`"),
        "places": Key(Made("place", Thing("a place")), "Where scenes happen."),
        "content": Key(Made("content", Line()), "Notes a player may read before a scene that could be hard to meet."),
        "sources": Key(Made("source", Line()), "What the lessons rest on: books, papers, interviews."),
        "groups": Key(
            Made("group", Line()),
            "Kinds of endings, in the plural and the past: *31 lives, like yours, ended because somebody chose*.",
        ),
        "style": Key(Thing("`style`"), "What you ask of your own prose. `ampersand check --prose` says where it is otherwise."),
        "spelling": Key(Thing("`spelling`"), "How it is spelt, and its own words. `ampersand spelling` says what is in no list."),
        "scenes": Key(Things("a scene"), "Scenes. They may stand in as many files as you like."),
        "endings": Key(Things("an ending"), "The ways a life can come out; `goto: ending` takes the first whose `when` holds."),
        "lessons": Key(Things("a lesson"), "What a debrief may show from what the player did."),
        "pairs": Key(Things("a pair"), "Scenes that answer each other, set side by side in the debrief."),
        "chapters": Key(Things("a chapter"), "The days, and the parts of each."),
        "door": Key(Things("a door message"), "The only traffic between halves: six yes-or-no messages at most."),
        "drains": Key(Things("a drain"), "What the end of a part costs or gives, that no choice can mend."),
    },
    "`wording`": {
        "begin": Key(Line(), "On the title page, what begins the story. Else *Begin*."),
        "one": Key(Line(), "On the title page, what leads to the chapters by themselves. Else *Play one chapter*."),
        "each": Key(Line(), "Over the chapters by themselves. Else *A chapter stands by itself: it begins from a place of its own and keeps no score.*"),
        "met": Key(Line(), "Of a chapter that was played before. Else *You have met this chapter before.*"),
        "skip": Key(Line(), "On a chapter's card, what leaves it out. Else *Skip this chapter*."),
        "skipped": Key(Line(), "Of a chapter that was left out. Else *You skipped this chapter.*"),
        "over": Key(Line(), "Said to a room at the end of a chapter. Else *The chapter is over.*"),
        "alone": Key(Line(), "Over what `try` has for `alone`. Else *By yourself*."),
        "team": Key(Line(), "Over what `try` has for a `team`. Else *With others*."),
        "manager": Key(Line(), "Over what `try` has for a `manager`. Else *If you lead*."),
        "next": Key(Line(), "What a room is asked last. Else *What would have to change, here, for nobody to need this hour? Who could change it?*"),
        "contacts": Key(Line(), "Whom a room is told it can turn to, with semicolons between: each is filled in by whoever leads. Else *a named person; somebody whose work it is to help; a crisis line that serves where you are*."),
        "studies": Key(Line(), "Of the `sources`, on the page a room leaves with. Else *Studies of many people, read with care: what went with what, on average. None of them was about you.*"),
    },
    "the player": {
        "name": Key(Line(), "The player's name, until they give their own. `{name}` in a text is filled in with it."),
        "pronouns": Key(Word(tuple(AGREEING)), "What `{they}`, `{them}` and `{their}` in a text are filled in with."),
    },
    "a meter": {
        "range": Key(Pair(), "The lowest and the highest it can read: `[0, 12]`."),
        "start": Key(Number(), "What it reads when the story begins."),
        "words": Key(Phrases(Line(), number=True), "Words for it: each from this value up, `{0: spent, 3: tired}`."),
        "dial": Key(File("dial"), "The instrument it is shown on."),
    },
    "a half": {
        "header": Key(Line(), "How a page names it: *Monday, inside*."),
        "ink": Key(Word(get_args(Ink)), "Which of the two inks its pages are printed in."),
        "name": Key(Line(), "What it is called while it is awake, where that is not the player's name."),
    },
    "a variable": {
        "half": Key(Name("half"), "Whose it is: only this half reads and sets it."),
        "values": Key(Values(), "The words it may be: `[no, yes]`, or `[none, firm, loose]`."),
        "range": Key(Pair(), "For a count: the lowest and the highest it may be."),
        "start": Key(Value(), "What it is when the story begins."),
        "until": Key(Name("until"), "The last chapter that may read it, or `end`. The sooner, the easier the odds."),
    },
    "a door message": {
        "id": Key(Id("message"), "Its name: a yes or no that the half it goes to may ask for."),
        "after": Key(Name("part"), "The part it is sent after."),
        "to": Key(Name("half"), "The half it is sent to."),
        "when": Key(Asked(), "It is sent only then. Asked in the half that sends it."),
        "effects": Key(_EFFECTS, "What it adds to or takes from the half it is sent to."),
        "text": Key(_PROSE, "What the other half finds."),
    },
    "a drain": {
        "after": Key(Name("part"), "The part at whose end it is felt."),
        "to": Key(Name("half"), "The half that feels it, where that is not the half of the part."),
        "when": Key(Asked(), "It is felt only then. Asked in the half that feels it."),
        "effects": Key(_EFFECTS, "What it takes, or gives."),
        "text": Key(_PROSE, "What is said of it."),
    },
    "`fold`": {
        "before": Key(Name("scene"), "The scene on entering which the halves become one."),
        "into": Key(Name("half"), "The half they become."),
        "meters": Key(
            By("meter", Either((Word(get_args(FoldRule)), Thing("a folded meter")))),
            "How two readings become one: `lowest`, `highest`, `mean-up` or `mean-down`.",
        ),
        "counts": Key(
            By("variable", Name("variable", many=True)), "Variables that become the sum of others; a yes counts one."
        ),
        "carry": Key(Name("variable", many=True), "The variables that stay readable; the rest are left behind."),
    },
    "a folded meter": {
        "take": Key(Word(get_args(FoldRule)), "Which reading it takes of the two."),
        "least": Key(Number(), "It is never less than this."),
        "most": Key(Number(), "It is never more than this."),
    },
    "somebody in the cast": {
        "name": Key(Line(), "What they are called, and what opens their speech: `Ines: Good.`"),
        "mark": Key(Line(), "The mark they are drawn by."),
        "outside": Key(Line(), "Another name they go by; it opens speech as well."),
        "pronouns": Key(Word((*AGREEING, "it")), "Theirs."),
        "looks": Key(Line(), "What someone hears who does not see their picture."),
    },
    "a place": {
        "picture": Key(File("picture"), "A file in the story's `pictures/`, or one of the game's."),
        "sound": Key(File("sound"), "A file in the story's `sounds/`, or one of the game's. It goes round."),
        "looks": Key(Line(), "What someone hears who does not see its picture."),
        "shape": Key(Word(("wide", "column")), "`wide` lays its picture across the page; `column` beside the text."),
        "spots": Key(Spots(), "Where people stand in it: the middle, the foot and the height, `[[120, 610, 340]]`."),
        "instead": Key(Things("what is seen instead"), "How it looks otherwise; the first whose `when` holds is shown."),
    },
    "what is seen instead": {
        "when": Key(Asked(), "It is shown only then. Asked by the half that is there, where that half can read it."),
        "picture": Key(File("picture"), "The picture it then has. Without one, the place keeps its own."),
        "looks": Key(Line(), "What someone then hears who does not see its picture."),
        "spots": Key(Spots(), "Where people then stand, if elsewhere."),
    },
    "a lesson": {
        "id": Key(Id("lesson"), "Its name; never the name of a meter."),
        "title": Key(Line(), "What it says, in a sentence or less."),
        "claims": Key(Phrases(Name("scene")), "Each claim, by its number, and the scene that shows it."),
        "sources": Key(Name("source", many=True), "The sources it rests on, by their names."),
        "evidence": Key(Things("a piece of evidence"), "Sentences about what this player did; the first whose `when` holds is said."),
        "carry": Key(Line(), "A question to carry away."),
        "try": Key(Thing("`try`"), "Something small to try, for whoever would."),
    },
    "a piece of evidence": {
        "when": Key(Asked(), "It is said only then. Everything may be asked here, of every half."),
        "text": Key(_PROSE, "What is said; `{choice}` in it quotes what the player chose."),
    },
    "`try`": {
        "alone": Key(Line(), "Something to try by oneself."),
        "team": Key(Line(), "Something a team can try."),
        "manager": Key(Line(), "Something somebody can try who leads others."),
    },
    "a chapter": {
        "id": Key(Id("chapter"), "Its name, in `next:`, in `until:`, and on the command line."),
        "title": Key(Line(), "Its title."),
        "question": Key(Line(), "What it asks, on its card."),
        "next": Key(Name("chapter"), "The chapter that follows. The last has none."),
        "parts": Key(Things("a part"), "Its parts, in order, each lived by one half."),
        "alone": Key(Thing("a beginning"), "Where things stand when the chapter is begun by itself."),
        "short": Key(
            Phrases(Name("scene", many=True), number=True), "By minutes, the scenes whose choices so many minutes can hold."
        ),
    },
    "a part": {
        "id": Key(Id("part"), "Its name: what each of its scenes says under `part:`."),
        "half": Key(Name("half"), "The half that lives it."),
        "scene": Key(Name("scene"), "Its first scene."),
    },
    "a beginning": {
        "meters": Key(By("meter", Number()), "What the meters read."),
        "set": Key(By("given", Value()), "What the variables are."),
        "recap": Key(_SPOKEN, "What has happened so far, told first."),
    },
    "a pair": {
        "id": Key(Id("pair"), "Its name."),
        "title": Key(Line(), "What the two have in common."),
        "first": Key(Name("scene", many=True), "The earlier scene, or scenes. Each needs its `recall:`."),
        "second": Key(Name("scene", many=True), "The scene that answers it. It needs its `recall:`."),
        "carry": Key(Line(), "A question to carry away from the two."),
    },
    "an ending": {
        "id": Key(Id("ending"), "Its name, which saves and odds know it by."),
        "title": Key(Line(), "Its title."),
        "scene": Key(Name("scene"), "The scene that tells it: one without choices and without `goto:`."),
        "when": Key(Asked(), "It is taken only then. The last ending has no `when`."),
        "by": Key(Word(("goto",)), "`by: goto`: it is reached only by a `goto:` that names it."),
        "group": Key(Name("group"), "Which endings it counts with."),
        "lead": Key(_SPOKEN, "What its debrief says first."),
        "lessons": Key(Name("lesson", many=True), "The lessons its debrief tells."),
    },
    "`style`": _STYLE,
    "a mood": {
        "words": Key(Lines(alone=True), "The phrases; `…` is up to six words of the same sentence."),
        "when": Key(Asked(), "What has to hold wherever one of them is told."),
    },
    "`spelling`": {
        "language": Key(Word(LANGUAGES), "Which English dictionary it is read by; what `language` of the story says, where this is left out."),
        "words": Key(Lines(), "Words of its own. One with a capital is known with one only."),
    },
    "what is meant": {
        "in": Key(Name("meant"), "The scene, choice, ending, lesson, chapter or door message it is in."),
        "words": Key(Line(), "Words that stand there."),
        "of": Key(Word(tuple(key for key in _STYLE if key != "meant")), "What a whole scene is let off: a key of `style:`."),
        "why": Key(Line(), "The reason."),
    },
    "a scene": {
        "id": Key(Id("scene"), "Its name: what `goto:` and `visited( )` call it, and saves."),
        "part": Key(Name("part"), "The part of a chapter it belongs to, which says whose half it is."),
        "place": Key(Name("place", many=True), "Where it happens. Two places print one over the other."),
        "people": Key(
            Either((By("person", Name("mood")), Name("person", many=True))), "Who stands in the picture, and in which mood."
        ),
        "time": Key(Line(), "The time of day, shown in the header."),
        "content": Key(Name("content", many=True), "Notes that are given before it, to whoever wants them."),
        "recall": Key(_PROSE, "One sentence in the past tense, by which the debrief introduces the choice made here."),
        "text": Key(_SPOKEN, "What is told: a paragraph is a beat, and a name and a colon open speech."),
        "choices": Key(Things("a choice"), "What the player may do next."),
        "goto": Key(_WAYS, "Where it leads, when there is nothing to choose."),
        "talk": Key(Thing("`talk`"), "A moment for a room to talk."),
        "was": Key(Ids("former scene", alone=True), "What it used to be called, so that old saves find it."),
    },
    "a choice": {
        "id": Key(Id("choice"), "Its name: what `chose( )` calls it, and saves."),
        "was": Key(Ids("former choice", alone=True), "What it used to be called, so that old saves find it."),
        "say": Key(_PROSE, "What the player says aloud. The game adds the quotation marks."),
        "text": Key(_PROSE, "What the player does."),
        "when": Key(Asked(), "It is on offer only then."),
        "hint": Key(_PROSE, "A line below it, of what it may bring."),
        "then": Key(_SPOKEN, "What is told once it is chosen, before the next scene: up to three beats."),
        "effects": Key(_EFFECTS, "What it adds to meters and counts, always with a sign: `{sleep: +2}`."),
        "set": Key(By("variable", Value()), "Variables it gives a value: `{loaves: seeded}`."),
        "lean": Key(Name("lean"), "Which of the story's `leans` it goes: *odds* can then say how it ends for whoever always leans so. Whoever plays never sees it."),
        "lesson": Key(Name("lesson"), "The lesson it belongs to."),
        "goto": Key(_WAYS, "Where it leads: a scene, an ending, `next`, `ending`, or a list of `{when, to}`."),
    },
    "a way on": {
        "when": Key(Asked(), "This way is taken only then. The last of a list has none."),
        "to": Key(Name("target"), "Where it leads: a scene, an ending, `next` or `ending`."),
    },
    "`talk`": {
        "minutes": Key(Number(1), "How long."),
        "form": Key(Line(("pairs", "fours", "all")), "Who with: `pairs`, `fours`, `all`."),
        "ask": Key(Line(), "What to talk about."),
    },
}  # fmt: skip
"""Every key of the format."""

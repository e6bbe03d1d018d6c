"""The one table of what can be done in the reading room.

The bindings, the commands, the help screen, `tuireader keys` and the README's key table are all made
from `ACTIONS`. No textual in here: the command line reads this table without opening the room.
"""

from dataclasses import dataclass
from typing import Literal

from tuireader.room.pane import SHARED, Pane, Sheet

Where = Literal["list", "text", "both", "passage", "selection", "facets", "names"] | Sheet
"""Where an action can be asked for: with the list in focus, with the text in focus, or with either; in the
text whether something is selected or not; while something is selected; in the facets; among the names above
the text; on a sheet."""

Group = Literal["Move", "Find", "Timeline", "Select", "Keep", "Correct", "Notes", "Look", "Room"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a reader can do."""

    id: str
    """`noun.verb`; the verb with underscores names the screen's `action_…` method."""
    keys: tuple[str, ...]
    """As they are written everywhere: `j`, `ctrl+d`, `Enter`. May be empty: then it is a command alone."""
    words: str
    """What it does, for help and commands; with a focus on the text where `in_text` is empty."""
    where: Where
    group: Group
    in_text: str = ""
    """What it does in the text, where that differs from the list."""

    def is_for(self, pane: Pane) -> bool:
        """Whether its keys mean it in this pane."""
        if self.where == pane or (self.where == "passage" and pane in ("text", "selection")):
            return True
        if pane in SHARED:
            return self.id in SHARED[pane]
        return self.where == "both" and (pane, self.id) != ("facets", "list.export")

    @property
    def method(self) -> str:
        """The part of the `action_…` method's name after the underscore."""
        return self.id.partition(".")[2].replace("-", "_")


ACTIONS: tuple[Action, ...] = (
    Action("move.down", ("j", "Down"), "Move down", "both", "Move", "Scroll down"),
    Action("move.up", ("k", "Up"), "Move up", "both", "Move", "Scroll up"),
    Action("move.first", ("g", "Home"), "First article", "both", "Move", "Top of the text"),
    Action("move.last", ("G", "End"), "Last article", "both", "Move", "End of the text"),
    Action(
        "move.page-down",
        ("Space", "PgDn"),
        "Page down",
        "both",
        "Move",
        "Page down; at the end the next unread",
    ),
    Action("move.page-up", ("PgUp",), "Page up", "both", "Move"),
    Action("move.half-page-down", ("ctrl+d",), "Half a page down", "both", "Move"),
    Action("move.half-page-up", ("ctrl+u",), "Half a page up", "both", "Move"),
    Action("article.open", ("Enter", "l", "Right"), "Read the article", "list", "Move"),
    Action("article.leave", ("Esc", "h", "Left"), "Step back", "both", "Move", "Back to the list"),
    Action("article.next", ("J",), "Next article", "both", "Move", "Next article, staying in the text"),
    Action(
        "article.previous",
        ("K",),
        "Previous article",
        "both",
        "Move",
        "Previous article, staying in the text",
    ),
    Action("list.next-unread", ("n",), "Next unread article", "list", "Move"),
    Action("place.back", ("Backspace",), "Back to where one was reading", "both", "Move"),
    Action("text.next-paragraph", ("}",), "Next paragraph", "text", "Move"),
    Action("text.previous-paragraph", ("{",), "Previous paragraph", "text", "Move"),
    Action("room.next-pane", ("Tab",), "To the other pane", "both", "Move"),
    Action("find.find", ("/",), "Filter: people, countries, words", "both", "Find", "Find in the text"),
    Action("filter.open-filter", ("\\",), "Filter, from anywhere", "both", "Find"),
    Action("find.next-match", ("n",), "Next match in the text", "text", "Find"),
    Action("find.previous-match", ("N",), "Previous match in the text", "text", "Find"),
    Action(
        "mention.next-mention",
        ("]",),
        "Next mention of who was asked for, else next note, else next name",
        "text",
        "Find",
    ),
    Action("mention.previous-mention", ("[",), "Previous mention", "text", "Find"),
    Action("people.pick-people", ("p",), "People: this article's first, then all", "both", "Find"),
    Action(
        "name.card", ("Enter",), "Card of the name one stands at, or of one in this article", "text", "Find"
    ),
    Action("names.enter-names", ("shift+Tab",), "To the names above the text, to follow one", "both", "Find"),
    Action("names.next-name", ("Right", "l", "Tab"), "Above the text: the next name", "names", "Find"),
    Action(
        "names.previous-name", ("Left", "h", "shift+Tab"), "Above the text: the name before", "names", "Find"
    ),
    Action("names.name-below", ("Down", "j"), "Above the text: the name below", "names", "Find"),
    Action("names.name-above", ("Up", "k"), "Above the text: the name above", "names", "Find"),
    Action("names.open-card", ("Enter",), "Above the text: the card of the name", "names", "Find"),
    Action("names.leave-names", ("Esc", "q"), "Above the text: back to the text", "names", "Find"),
    Action("countries.pick-countries", ("c",), "Countries: this article's first, then all", "both", "Find"),
    Action("list.show-all", ("1",), "List all articles", "list", "Find"),
    Action("list.show-unread", ("2",), "List unread articles", "list", "Find"),
    Action("list.show-bookmarked", ("3",), "List bookmarked articles", "list", "Find"),
    Action("list.show-noted", ("4",), "List articles with notes", "list", "Find"),
    Action("list.sort", ("s",), "Sort: best first, newest, oldest, longest", "list", "Find"),
    Action("room.facets", ("f",), "Facets of what is listed, and back", "both", "Find"),
    Action(
        "facet.include", ("Enter", "l", "Right"), "In the facets: only articles with this", "facets", "Find"
    ),
    Action("facet.exclude", ("x",), "In the facets: only articles without this", "facets", "Find"),
    Action("filter.drop-filter", ("F",), "Take a filter away", "both", "Find"),
    Action("search.saved-searches", ("S",), "Saved searches: pick, save, rename, delete", "both", "Find"),
    Action("search.save-search", ("w",), "Save what is asked under a name", "both", "Find"),
    Action(
        "room.timeline",
        ("T",),
        "Timeline of what is listed, or of a card: its articles by day, month or year",
        "both",
        "Timeline",
    ),
    Action("timeline.bar-on", ("l", "Right"), "On the timeline: a bar on", "timeline", "Timeline"),
    Action("timeline.bar-back", ("h", "Left"), "On the timeline: a bar back", "timeline", "Timeline"),
    Action(
        "timeline.filled-on", ("n",), "On the timeline: the next bar with articles", "timeline", "Timeline"
    ),
    Action(
        "timeline.filled-back",
        ("N",),
        "On the timeline: the bar with articles before this",
        "timeline",
        "Timeline",
    ),
    Action(
        "timeline.mark-range", ("v",), "On the timeline: begin a range, or drop it", "timeline", "Timeline"
    ),
    Action(
        "timeline.range-on",
        ("L", "shift+Right"),
        "On the timeline: range a bar on",
        "timeline",
        "Timeline",
    ),
    Action(
        "timeline.range-back",
        ("H", "shift+Left"),
        "On the timeline: range a bar back",
        "timeline",
        "Timeline",
    ),
    Action(
        "timeline.finer",
        ("+", "="),
        "On the timeline: finer, down to days",
        "timeline",
        "Timeline",
    ),
    Action(
        "timeline.coarser",
        ("-",),
        "On the timeline: coarser, up to years",
        "timeline",
        "Timeline",
    ),
    Action(
        "timeline.take-days",
        ("Enter",),
        "On the timeline: list the articles of the range, or of the bar",
        "timeline",
        "Timeline",
    ),
    Action("timeline.leave-timeline", ("Esc",), "On the timeline: back", "timeline", "Timeline"),
    Action("text.select", ("v",), "Select, from the match or the paragraph at hand", "text", "Select"),
    Action("selection.grow", ("v",), "Whole sentences, whole paragraphs, one word", "selection", "Select"),
    Action("selection.word-on", ("l", "Right"), "A word more", "selection", "Select"),
    Action("selection.word-back", ("h", "Left"), "A word less", "selection", "Select"),
    Action("selection.line-on", ("j", "Down"), "A line more", "selection", "Select"),
    Action("selection.line-back", ("k", "Up"), "A line less", "selection", "Select"),
    Action("selection.sentence-on", (")",), "A sentence more", "selection", "Select"),
    Action("selection.sentence-back", ("(",), "A sentence less", "selection", "Select"),
    Action("selection.paragraph-on", ("}",), "A paragraph more", "selection", "Select"),
    Action("selection.paragraph-back", ("{",), "A paragraph less", "selection", "Select"),
    Action("selection.character-on", ("L", "shift+Right"), "A character more", "selection", "Select"),
    Action("selection.character-back", ("H", "shift+Left"), "A character less", "selection", "Select"),
    Action("selection.other-end", ("o",), "Move the other end", "selection", "Select"),
    Action("selection.note", ("a", "A"), "Note on the selection", "selection", "Select"),
    Action("selection.drop", ("Esc", "q"), "Leave the selection", "selection", "Select"),
    Action(
        "passage.highlight",
        ("m",),
        "Highlight the selection or the paragraph, or take that away",
        "passage",
        "Keep",
    ),
    Action("passage.copy", ("y",), "Copy the selection or the paragraph with its source", "passage", "Keep"),
    Action("article.toggle-bookmark", ("b",), "Bookmark, or take the bookmark away", "both", "Keep"),
    Action("notebook.show-bookmarks", ("B",), "All bookmarks", "both", "Keep"),
    Action("note.write", ("a",), "Note on the article", "both", "Keep", "Note on the paragraph or the match"),
    Action("notebook.show-notes", ("A",), "All notes", "both", "Keep"),
    Action(
        "note.edit",
        ("e",),
        "Edit the article's note in $EDITOR",
        "both",
        "Keep",
        "Edit the note on the paragraph in $EDITOR",
    ),
    Action("note.edit-here", ("E",), "Edit the note here", "both", "Keep"),
    Action("note.delete", ("X", "Delete"), "Delete the note or highlight at hand", "text", "Keep"),
    Action("article.set-tags", ("t",), "Tags of the article", "both", "Keep"),
    Action("article.toggle-read", ("r",), "Mark read or unread", "both", "Keep"),
    Action("list.catch-up", ("C",), "Mark all that is listed read", "list", "Keep"),
    Action("list.bookmark-listed", (), "Bookmark all that is listed", "list", "Keep"),
    Action("list.tag-listed", (), "Give tags to all that is listed", "list", "Keep"),
    Action("list.export", ("x",), "Export notes, highlights and bookmarks of what is listed", "both", "Keep"),
    Action("notebook.undo", ("u",), "Undo", "both", "Keep"),
    Action("notebook.redo", ("ctrl+r",), "Redo", "both", "Keep"),
    Action("name.add-person", ("P",), "Add the selection as a person who was missed", "passage", "Correct"),
    Action(
        "name.hide-person",
        ("D",),
        "No person: hide whom the name at hand means",
        "passage",
        "Correct",
    ),
    Action("card.merge-person", ("m",), "On a card: merge with another person", "person", "Correct"),
    Action(
        "card.split-person",
        ("s",),
        "On a card: split a form off, it means somebody else",
        "person",
        "Correct",
    ),
    Action("card.rename-person", ("r",), "On a card: rename", "person", "Correct"),
    Action("card.hide-person", ("x",), "On a card: no person, hide", "person", "Correct"),
    Action("card.place-person", ("c",), "On a card: put the person's country right", "person", "Correct"),
    Action(
        "card.replace-country",
        ("r",),
        "On a country's card: the open article means another",
        "country",
        "Correct",
    ),
    Action(
        "card.remove-country",
        ("x",),
        "On a country's card: the open article is not about it",
        "country",
        "Correct",
    ),
    Action(
        "card.add-country",
        ("a",),
        "On a country's card: the open article is about it too",
        "country",
        "Correct",
    ),
    Action(
        "people.merge-person",
        ("ctrl+g",),
        "In the people picker: merge with another person",
        "people",
        "Correct",
    ),
    Action("people.split-person", ("ctrl+s",), "In the people picker: split a form off", "people", "Correct"),
    Action("people.rename-person", ("ctrl+t",), "In the people picker: rename", "people", "Correct"),
    Action("people.hide-person", ("ctrl+x",), "In the people picker: no person, hide", "people", "Correct"),
    Action(
        "people.place-person", ("ctrl+l",), "In the people picker: put the country right", "people", "Correct"
    ),
    Action(
        "countries.replace-country",
        ("ctrl+t",),
        "In the countries picker: the open article means another",
        "countries",
        "Correct",
    ),
    Action(
        "countries.remove-country",
        ("ctrl+x",),
        "In the countries picker: the open article is not about it",
        "countries",
        "Correct",
    ),
    Action(
        "countries.add-country",
        ("ctrl+g",),
        "In the countries picker: the open article is about this one too, or about any",
        "countries",
        "Correct",
    ),
    Action(
        "file.encoding",
        (),
        "Read the file of the open article in another encoding, and keep it so",
        "text",
        "Correct",
    ),
    Action("notebook.corrections", (), "All corrections, and take one back", "both", "Correct"),
    Action("notes.pin", ("P",), "Show the note its passage by hand", "notes", "Notes"),
    Action("notes.delete-listed", ("D",), "Delete all notes that are listed", "notes", "Notes"),
    Action("text.widen", ("+", "="), "Wider column", "both", "Look"),
    Action("text.narrow", ("-",), "Narrower column", "both", "Look"),
    Action("panes.border-left", ("<",), "Move the border between the panes to the left", "both", "Look"),
    Action("panes.border-right", (">",), "Move it to the right", "both", "Look"),
    Action("panes.border-back", ("|",), "Panes as wide as they are by themselves", "both", "Look"),
    Action("list.compact", ("_",), "One line an article, and back", "list", "Look"),
    Action("text.rhythm", (), "Paragraphs with blank lines between them, or indented", "both", "Look"),
    Action("room.zen", ("z",), "Text alone, and back", "both", "Look"),
    Action("text.original", ("O",), "Original text, and back", "text", "Look"),
    Action("article.open-file", ("o",), "Open its file in $EDITOR or the pager", "both", "Look"),
    Action("article.info", ("i",), "Where the article came from and what was cleaned", "both", "Look"),
    Action("room.sources", ("I",), "Sources: counts, last scan, what was skipped and why", "both", "Look"),
    Action("room.add-source", ("ctrl+a",), "Add a folder or file of articles", "both", "Look"),
    Action("room.theme", (), "Themes: each is shown as you come to it", "both", "Look"),
    Action("room.commands", (":", "ctrl+p"), "All commands", "both", "Room"),
    Action("room.help", ("?",), "Help", "both", "Room"),
    Action("room.tour", (), "The tour: ten keys to begin with", "both", "Room"),
    Action("room.rescan", ("R",), "Look for new and changed articles", "both", "Room"),
    Action("room.suspend", ("ctrl+z",), "Put the room aside; fg in the shell brings it back", "both", "Room"),
    Action("room.quit", ("q",), "Close what is open, then quit", "both", "Room"),
)


def action_named(id: str) -> Action | None:
    """The action of this id, or None."""
    return next((action for action in ACTIONS if action.id == id), None)

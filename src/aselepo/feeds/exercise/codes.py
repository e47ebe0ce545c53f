"""Problem codes of the exercise world: what can be wrong with its parameters."""

from aselepo.core.problem import code

NOT_A_WORLD = code(
    "ASL-EXERCISE-001",
    "The world's parameters cannot be read",
    why="a world is a TOML file whose lines replace those of the documented defaults",
    mend="start from `aselepo exercise world`, which prints all of them",
)
NO_PARAMETER = code(
    "ASL-EXERCISE-002",
    "No such parameter of the world",
    why="a name misspelt would silently leave the default in place",
    mend="take a name that `aselepo exercise world` prints",
)
BAD_VALUE = code(
    "ASL-EXERCISE-003",
    "A parameter of the world has a value it cannot have",
    why="shares lie between 0 and 1, lengths, rates and numbers are not negative",
    mend="see the line of that name in `aselepo exercise world`",
)
NO_PRESET = code(
    "ASL-EXERCISE-004",
    "No such preset",
    why="a preset is a named set of parameters that ships with the software",
    mend="take one of those named, or write a file of your own and name it with --world",
)
NO_TRUTH = code(
    "ASL-EXERCISE-005",
    "This is no exercise, or its truth is gone",
    why="a score compares with the truth that the exercise keeps apart in `truth/`",
    mend="make one with `aselepo exercise --seed 7 --days 30 --dir M`",
)
TOO_LARGE = code(
    "ASL-EXERCISE-006",
    "The world would be too large",
    why="a world of more than 5,000,000 expected incidents does not fit in ordinary memory",
    mend="ask for fewer days or a lower level",
)

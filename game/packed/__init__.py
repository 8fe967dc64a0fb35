"""A packed story: a whole one in one file, for another's game to open.

The file is a plain zip archive with a list of contents, `ampersand.json`, as its first entry. Since it may come from a
stranger, it is opened by the narrowest reading there is: `directory` takes only an archive that is laid out as ours are,
`names` only names that mean the same file on every system, `contents` only what its list says, byte for byte; and
`opening` lays that down in the cache, in a folder of its own. `ampersand pack` writes one: `game.author.packing`.
"""

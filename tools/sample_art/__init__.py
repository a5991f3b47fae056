"""The drawings of the sample publication: a small marker-and-paper engine and the sheets drawn with it.

geometry   curves, outlines and the random wobble of a hand
sheet      paper, brush strokes, marker fills, lettering
marks      badges, arrows, balloons, banners: the vocabulary of a live drawing
people     figures, heads and hands
wad        the sheet of "Omkeren is ook een route"
weaving    the sheet of "Forty hands, one cloth"
mending    the sheet of "Een briefje voor wie na je komt"
clock_case the picture with it
portraits  heads for the pages of people, and the mark of the publication
"""

"""What pages are made of. Each widget answers four questions: how big, how drawn, how operated, and what it says aloud.
None of them knows a story.
"""

"""The only rooms of the web application that touch the chain: plain folders and arguments in, plain values out.

Nothing here knows Django or its models; the apps call these functions from background tasks and store what they give.
"""

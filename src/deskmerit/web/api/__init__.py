"""The JSON interface: what pages show, under the same rights.

Signed in by the session of a page, or by a personal token (`Authorization: Bearer …`). The description is at
`/api/openapi.json`; there is no browser of it, since that would load from another host.
"""

"""The release for programs that reason (agents), over the Model Context Protocol.

A client of the service like any other: each tool asks paths of the service from inside and writes the answer short. So
who is chosen, what is near, what may be asked and when it is stopped is decided where it is for everybody.
"""

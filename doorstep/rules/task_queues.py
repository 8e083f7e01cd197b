"""The task queues beside the one of the flows: mail has its own.

A mail server that hangs fills the slots of whoever sends. So neither endings nor codes
share a queue with mail, nor verification mails one with notices.
"""


def mail_queue(task_queue: str) -> str:
    """Of verification mails, which a person waits for."""
    return f"{task_queue}-mail"


def notice_queue(task_queue: str) -> str:
    """Of notices, which may take a day."""
    return f"{task_queue}-notices"

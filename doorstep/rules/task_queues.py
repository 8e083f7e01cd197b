"""The names of the task queues for mail and for telling clients.

A server of somebody else that hangs occupies the activity slots of a worker. So codes
and endings do not share a queue with mail, nor verification mails with notices, nor
any of them with clients.
"""


def mail_queue(task_queue: str) -> str:
    """For verification mails, which a person waits for."""
    return f"{task_queue}-mail"


def notice_queue(task_queue: str) -> str:
    """For notices, which are retried for a day."""
    return f"{task_queue}-notices"


def logout_queue(task_queue: str) -> str:
    """For telling clients that a session has ended, retried for a day too."""
    return f"{task_queue}-logouts"

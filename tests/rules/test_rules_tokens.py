"""Tokens: what is stored of them, and what looks like one."""

from doorstep.rules.tokens import looks_like_token, new_token, token_hash


def test_S1_tokens_are_256_bits_and_kept_as_a_hash() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(looks_like_token(token) for token in tokens)
    assert all(len(token_hash(token)) == 32 for token in tokens)
    assert not looks_like_token(tokens.pop() + "\n")
    assert not looks_like_token("")

// oidc-provider with its in-memory adapter, in one process: what `make bench-oauth`
// measures Doorstep beside. PORT, CLIENT_ID, CLIENT_SECRET and REDIRECT_URI are variables.
import { generateKeyPairSync } from "node:crypto";
import { Provider } from "oidc-provider";

const { PORT, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } = process.env;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const key = { ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig", kid: "peer" };

const provider = new Provider(`http://127.0.0.1:${PORT}`, {
  clients: [
    {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uris: [REDIRECT_URI],
      token_endpoint_auth_method: "client_secret_basic",
    },
  ],
  jwks: { keys: [key] },
  cookies: { keys: ["the peer's cookies are worth nothing"] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "locale"] },
  features: { devInteractions: { enabled: true }, introspection: { enabled: true } },
  // Doorstep asks for no consent either.
  async loadExistingGrant(ctx) {
    const { client, session } = ctx.oidc;
    const id = session.grantIdFor(client.clientId);
    const found = id && (await ctx.oidc.provider.Grant.find(id));
    if (found) return found;
    const grant = new ctx.oidc.provider.Grant({
      clientId: client.clientId,
      accountId: session.accountId,
    });
    grant.addOIDCScope("openid profile email");
    await grant.save();
    return grant;
  },
  async findAccount(_, sub) {
    const person = { email: "ada@bench.test", email_verified: true, name: "Ada", locale: "en" };
    return { accountId: sub, claims: async () => ({ sub, ...person }) };
  },
});

const server = provider.listen(Number(PORT), "127.0.0.1");
server.keepAliveTimeout = 120_000;

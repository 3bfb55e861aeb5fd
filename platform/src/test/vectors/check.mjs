// Has the vendors' own libraries, in the versions of package.json, judge the vectors that VendorVectorsTest believes:
// `npm install --ignore-scripts --no-package-lock && npm run check`. Each must be accepted as it is and refused under another key.
// No build runs it, since it needs a registry. Vendors without a library have vectors computed as their pages say.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const VECTORS = new URL('../resources/dev/spillway/platform/provider/vectors/', import.meta.url);
const URL_OF_A_VECTOR = 'https://in.spillway.example/in/key'; // Delivery's, where a vector names none

const ours = (vendor) => JSON.parse(readFileSync(new URL(`${vendor}.json`, VECTORS), 'utf8'));
const header = (vector, name) =>
  Object.entries(vector.headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? '';
const form = (body) => Object.fromEntries(new URLSearchParams(body));
const throwsNot = (call) => {
  try {
    call();
    return true;
  } catch {
    return false;
  }
};

/** Libraries that look at the clock see the vector's time. */
function at(instant) {
  const now = Real.parse(instant);
  globalThis.Date = class extends Real {
    constructor(...given) {
      super(...(given.length ? given : [now]));
    }
    static now() {
      return now;
    }
  };
}
const Real = Date;

const { Webhook } = require('svix');
const svix = (v) => throwsNot(() => new Webhook(v.credentials.secret).verify(v.body, v.headers));

const LIBRARIES = {
  adyen: (v) => {
    const { hmacValidator: Validator } = require('@adyen/api-library');
    return JSON.parse(v.body).notificationItems.every((item) =>
      new Validator().validateHMAC(item.NotificationRequestItem, v.credentials.secret));
  },
  clerk: svix,
  github: (v) =>
    import('@octokit/webhooks-methods').then(({ verify }) =>
      verify(v.credentials.secret, v.body, header(v, 'X-Hub-Signature-256'))),
  hubspot: (v) => {
    const { Signature } = require('@hubspot/api-client');
    const version = v.settings?.version ?? 'v3';
    return Signature.isValid({
      signatureVersion: version,
      signature: header(v, version === 'v3' ? 'X-HubSpot-Signature-v3' : 'X-HubSpot-Signature'),
      clientSecret: v.credentials.secret,
      method: 'POST',
      url: v.url ?? URL_OF_A_VECTOR,
      requestBody: v.body,
      timestamp: Number(header(v, 'X-HubSpot-Request-Timestamp')),
    });
  },
  jwt: (v) =>
    throwsNot(() => require('jsonwebtoken').verify(header(v, 'Authorization').slice(7), v.credentials.secret)),
  line: (v) =>
    require('@line/bot-sdk').validateSignature(v.body, v.credentials.secret, header(v, 'x-line-signature')),
  loops: svix,
  mailtrap: (v) =>
    require('mailtrap').verifyWebhookSignature(v.body, header(v, 'Mailtrap-Signature'), v.credentials.secret),
  mandrill: (v) =>
    require('mandrill-webhook-validator').makeSignature(
      v.credentials.secret, v.url ?? URL_OF_A_VECTOR, form(v.body)) === header(v, 'X-Mandrill-Signature'),
  paddle: (v) => {
    const { Paddle } = require('@paddle/paddle-node-sdk');
    return new Paddle('key').webhooks.isSignatureValid(v.body, v.credentials.secret, header(v, 'Paddle-Signature'));
  },
  plivo: (v) => {
    const plivo = require('plivo');
    const url = v.url ?? URL_OF_A_VECTOR;
    return v.settings?.version === 'v3'
      ? plivo.validateV3Signature('POST', url, header(v, 'X-Plivo-Signature-V3-Nonce'), v.credentials.secret,
          header(v, 'X-Plivo-Signature-V3'), form(v.body))
      : plivo.validateSignature(url, header(v, 'X-Plivo-Signature-V2-Nonce'),
          header(v, 'X-Plivo-Signature-V2'), v.credentials.secret);
  },
  razorpay: (v) =>
    require('razorpay').validateWebhookSignature(v.body, header(v, 'X-Razorpay-Signature'), v.credentials.secret),
  resend: svix,
  shopify: async (v) => {
    await import('@shopify/shopify-api/adapters/node');
    const { shopifyApi, ApiVersion } = await import('@shopify/shopify-api');
    const shopify = shopifyApi({
      apiKey: 'key', apiSecretKey: v.credentials.secret, hostName: 'in.spillway.example',
      apiVersion: Object.values(ApiVersion).at(-1), isEmbeddedApp: false, logger: { log: () => {} },
    });
    const rawRequest = { method: 'POST', url: '/in/key', headers: v.headers };
    const { valid, reason } = await shopify.webhooks.validate({ rawBody: v.body, rawRequest });
    return valid || reason === 'missing_headers'; // which it looks for behind a genuine signature
  },
  square: (v) =>
    require('square').WebhooksHelper.verifySignature({
      requestBody: v.body, signatureHeader: header(v, 'x-square-hmacsha256-signature'),
      signatureKey: v.credentials.secret, notificationUrl: v.url ?? URL_OF_A_VECTOR,
    }),
  telnyx: async (v) => {
    const { TelnyxWebhook } = await import('telnyx/lib/webhooks');
    return new TelnyxWebhook(v.credentials.publicKey).verify(v.body, v.headers).then(() => true, () => false);
  },
  twilio: (v) => {
    const twilio = require('twilio');
    const url = v.url ?? URL_OF_A_VECTOR;
    const signature = header(v, 'X-Twilio-Signature');
    return url.includes('bodySHA256=')
      ? twilio.validateRequestWithBody(v.credentials.secret, signature, url, v.body)
      : twilio.validateRequest(v.credentials.secret, signature, url, form(v.body));
  },
  vonage: (v) => {
    const { createHash } = require('node:crypto');
    const token = header(v, 'Authorization').slice(7);
    const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
    return require('@vonage/jwt').verifySignature(token, v.credentials.secret)
      && claims.payload_hash === createHash('sha256').update(v.body).digest('hex');
  },
  workos: async (v) => {
    const { WorkOS } = require('@workos-inc/node');
    return new WorkOS('key').webhooks
      .verifyHeader({ payload: JSON.parse(v.body), sigHeader: header(v, 'WorkOS-Signature'), secret: v.credentials.secret })
      .then(() => true, () => false);
  },
};

/** Under another key, which no library may accept. */
function forged(vector) {
  const another = (key) => key.slice(0, 9) + (key[9] === '0' ? '1' : '0') + key.slice(10);
  const credentials = Object.entries(vector.credentials).map(([name, key]) => [name, another(key)]);
  return { ...vector, credentials: Object.fromEntries(credentials) };
}

let failures = 0;
for (const [vendor, judge] of Object.entries(LIBRARIES)) {
  for (const vector of ours(vendor)) {
    at(vector.at);
    let accepted;
    let fooled;
    try {
      accepted = await judge(vector);
      fooled = await judge(forged(vector));
    } catch (broken) {
      accepted = broken;
    }
    const right = accepted === true && fooled !== true;
    failures += right ? 0 : 1;
    console.log(`${right ? 'ok  ' : 'FAIL'} ${vendor}: ${vector.source}`, right ? '' : { accepted, fooled });
  }
}
process.exit(failures ? 1 : 0);

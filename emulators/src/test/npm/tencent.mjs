// Talks to the emulator with the vendor's JavaScript client and prints one plain line for each thing it learned.
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import clients from "tencentcloud-sdk-nodejs-intl-en/tencentcloud/iai/index.js";
import ClientProfile from "tencentcloud-sdk-nodejs-intl-en/tencentcloud/common/profile/client_profile.js";
import Credential from "tencentcloud-sdk-nodejs-intl-en/tencentcloud/common/credential.js";
import HttpProfile from "tencentcloud-sdk-nodejs-intl-en/tencentcloud/common/profile/http_profile.js";

const { ENDPOINT, SECRET_ID, SECRET_KEY, ENROLLED, AGAIN, PROBE, OTHER, WITHOUT_FACE } = process.env;
const GROUP = "npm-client";

function connect(secretKey) {
  const http = new HttpProfile("http://", new URL(ENDPOINT).host, "POST", 60);
  const profile = new ClientProfile("TC3-HMAC-SHA256", http);
  const client = new clients.v20200303.Client(new Credential(SECRET_ID, secretKey), "ap-singapore", profile);
  return (action, request) => promisify(client[action].bind(client))(request);
}

const call = connect(SECRET_KEY);

async function picture(file) {
  return (await readFile(file)).toString("base64");
}

async function codeOfError(client, action, request) {
  try {
    await client(action, request);
    return "none";
  } catch (error) {
    return error.code;
  }
}

const created = await call("CreateGroup", { GroupId: GROUP, GroupName: GROUP, FaceModelVersion: "3.0" });
console.log(`created: ${created.FaceModelVersion}`);
const person = { GroupId: GROUP, PersonId: "ann", PersonName: "ann", Image: await picture(ENROLLED) };
const enrolled = await call("CreatePerson", person);
console.log(`person: ${/^\d+$/.test(enrolled.FaceId)} ${enrolled.FaceRect.Width > 0}`);
const added = await call("CreateFace", { PersonId: "ann", Images: [await picture(AGAIN), await picture(WITHOUT_FACE)] });
console.log(`added: ${added.SucFaceNum} of codes ${added.RetCode.join(" ")}`);
await call("CreatePerson", { GroupId: GROUP, PersonId: "bob", PersonName: "bob", Image: await picture(OTHER) });

const probe = await picture(PROBE);
const ann = await call("VerifyPerson", { PersonId: "ann", Image: probe });
const bob = await call("VerifyPerson", { PersonId: "bob", Image: probe });
console.log(`verified: ann ${ann.IsMatch}, bob ${bob.IsMatch}`);
const search = { GroupIds: [GROUP], Image: probe, FaceMatchThreshold: 60 };
const persons = await call("SearchPersons", search);
console.log(`persons: ${persons.Results[0].Candidates.map((candidate) => candidate.PersonId).join(" ")}`);
const faces = await call("SearchFaces", search);
console.log(`faces: ${faces.Results[0].Candidates.map((candidate) => candidate.PersonId).join(" ")}`);

const missing = { GroupId: "missing" };
console.log(`missing group: ${await codeOfError(call, "GetGroupInfo", missing)}`);
console.log(`bad signature: ${await codeOfError(connect("another secret"), "GetGroupInfo", missing)}`);
console.log(`no face: ${await codeOfError(call, "DetectFace", { Image: await picture(WITHOUT_FACE) })}`);

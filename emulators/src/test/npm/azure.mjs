// Talks to the emulator with the vendor's JavaScript client and prints one plain line for each thing it learned.
import { readFile } from "node:fs/promises";
import createFaceClient, { getLongRunningPoller, isUnexpected } from "@azure-rest/ai-vision-face";

const { ENDPOINT, KEY, ENROLLED, PROBE, OTHER } = process.env;
const GROUP = "npm-client";
const group = { path: "/largepersongroups/{largePersonGroupId}", id: GROUP };

const client = createFaceClient(ENDPOINT, { key: KEY });

function checked(response) {
  if (isUnexpected(response)) {
    throw new Error(`${response.status} ${response.body?.error?.code}`);
  }
  return response;
}

function refusal(response) {
  return isUnexpected(response) ? `${response.status} ${response.body.error.code}` : "none";
}

async function detect(by, file, attributes = []) {
  const response = await by.path("/detect").post({
    contentType: "application/octet-stream",
    queryParameters: {
      detectionModel: "detection_03",
      recognitionModel: "recognition_04",
      returnFaceId: true,
      ...(attributes.length > 0 && { returnFaceAttributes: attributes }),
    },
    body: await readFile(file),
  });
  return response;
}

async function enroll(name, file) {
  const person = checked(await client.path(`${group.path}/persons`, GROUP).post({ body: { name } }));
  const face = checked(
    await client
      .path(`${group.path}/persons/{personId}/persistedfaces`, GROUP, person.body.personId)
      .post({
        contentType: "application/octet-stream",
        queryParameters: { detectionModel: "detection_03" },
        body: await readFile(file),
      }),
  );
  return { id: person.body.personId, face: face.body.persistedFaceId };
}

function identify(faceId) {
  return client.path("/identify").post({
    body: { faceIds: [faceId], largePersonGroupId: GROUP, confidenceThreshold: 0.5 },
  });
}

const found = checked(await detect(client, PROBE, ["headPose", "qualityForRecognition"])).body;
const { qualityForRecognition, headPose } = found[0].faceAttributes;
console.log(`detected: ${found.length} ${qualityForRecognition} ${Number.isFinite(headPose.yaw)}`);

const created = checked(
  await client.path(group.path, GROUP).put({ body: { name: GROUP, recognitionModel: "recognition_04" } }),
);
console.log(`created: ${created.status}`);
const ann = await enroll("ann", ENROLLED);
const bob = await enroll("bob", OTHER);
console.log(`enrolled: ${ann.face !== bob.face}`);
console.log(`not trained: ${refusal(await identify(found[0].faceId))}`);
const training = checked(await client.path(`${group.path}/train`, GROUP).post());
const poller = await getLongRunningPoller(client, training, { intervalInMs: 50 });
const trained = await poller.pollUntilDone();
console.log(`trained: ${training.status} ${trained.body.status}`);
const { candidates } = checked(await identify(found[0].faceId)).body[0];
console.log(`identified: ${candidates.map(({ personId }) => (personId === ann.id ? "ann" : "other")).join(" ")}`);
const verified = checked(
  await client.path("/verify").post({
    body: { faceId: found[0].faceId, personId: bob.id, largePersonGroupId: GROUP },
  }),
);
console.log(`verified as bob: ${verified.body.isIdentical}`);

const session = checked(
  await client.path("/detectLiveness-sessions").post({
    body: { livenessOperationMode: "PassiveActive", deviceCorrelationId: crypto.randomUUID() },
  }),
).body;
const result = checked(await client.path("/detectLiveness-sessions/{sessionId}", session.sessionId).get()).body;
console.log(`session: ${session.status}, then ${result.status} ${result.results.attempts[0].result.livenessDecision}`);
const pair = checked(
  await client.path("/detectLivenessWithVerify-sessions").post({
    contentType: "multipart/form-data",
    body: [
      { name: "livenessOperationMode", body: "PassiveActive" },
      { name: "deviceCorrelationId", body: crypto.randomUUID() },
      { name: "verifyImage", body: await readFile(ENROLLED), filename: "enrolled.jpg" },
    ],
  }),
).body;
const both = client.path("/detectLivenessWithVerify-sessions/{sessionId}", pair.sessionId);
const { livenessDecision, verifyResult } = checked(await both.get()).body.results.attempts[0].result;
console.log(`session with a picture: ${livenessDecision} ${verifyResult.isIdentical}`);
console.log(`deleted: ${(await both.delete()).status}, then ${refusal(await both.get())}`);

const missing = { faceId1: crypto.randomUUID(), faceId2: found[0].faceId };
console.log(`missing face: ${refusal(await client.path("/verify").post({ body: missing }))}`);
console.log(`bad key: ${refusal(await detect(createFaceClient(ENDPOINT, { key: "another" }), PROBE))}`);

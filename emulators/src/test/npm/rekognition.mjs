// Talks to the emulator with the vendor's JavaScript client and prints one plain line for each thing it learned.
import { readFile } from "node:fs/promises";
import {
  AssociateFacesCommand,
  CreateCollectionCommand,
  CreateFaceLivenessSessionCommand,
  CreateUserCommand,
  DescribeCollectionCommand,
  DetectFacesCommand,
  GetFaceLivenessSessionResultsCommand,
  IndexFacesCommand,
  RekognitionClient,
  SearchFacesByImageCommand,
  SearchUsersByImageCommand,
} from "@aws-sdk/client-rekognition";

const { ENDPOINT, ACCESS_KEY, SECRET_KEY, ENROLLED, PROBE, OTHER } = process.env;
const COLLECTION = "npm-client";

function connect(secretAccessKey) {
  return new RekognitionClient({
    endpoint: ENDPOINT,
    region: "eu-west-1",
    credentials: { accessKeyId: ACCESS_KEY, secretAccessKey },
    maxAttempts: 1,
  });
}

const aws = connect(SECRET_KEY);

async function nameOfError(client, command) {
  try {
    await client.send(command);
    return "none";
  } catch (error) {
    return `${error.name} ${error.$metadata.httpStatusCode}`;
  }
}

async function enroll(user, file) {
  const indexed = await aws.send(
    new IndexFacesCommand({
      CollectionId: COLLECTION,
      ExternalImageId: user,
      MaxFaces: 1,
      Image: { Bytes: await readFile(file) },
    }),
  );
  const faceId = indexed.FaceRecords[0].Face.FaceId;
  await aws.send(new CreateUserCommand({ CollectionId: COLLECTION, UserId: user }));
  const associated = await aws.send(
    new AssociateFacesCommand({ CollectionId: COLLECTION, UserId: user, FaceIds: [faceId] }),
  );
  console.log(`associated ${user}: ${associated.AssociatedFaces.length} ${associated.UserStatus}`);
}

const created = await aws.send(new CreateCollectionCommand({ CollectionId: COLLECTION }));
console.log(`created: ${created.StatusCode}`);
await enroll("ann", ENROLLED);
await enroll("bob", OTHER);

const probe = { Bytes: await readFile(PROBE) };
const users = await aws.send(new SearchUsersByImageCommand({ CollectionId: COLLECTION, Image: probe }));
console.log(`users: ${users.UserMatches.map((match) => match.User.UserId).join(" ")}`);
const faces = await aws.send(new SearchFacesByImageCommand({ CollectionId: COLLECTION, Image: probe }));
console.log(`faces: ${faces.FaceMatches.map((match) => match.Face.ExternalImageId).join(" ")}`);

const session = await aws.send(new CreateFaceLivenessSessionCommand({ Settings: { AuditImagesLimit: 1 } }));
const results = await aws.send(new GetFaceLivenessSessionResultsCommand({ SessionId: session.SessionId }));
console.log(`session: ${results.Status} ${results.Confidence} ${results.ReferenceImage.Bytes.length}`);

const missing = new DescribeCollectionCommand({ CollectionId: "missing" });
console.log(`missing collection: ${await nameOfError(aws, missing)}`);
console.log(`bad signature: ${await nameOfError(connect("another secret"), missing)}`);
const large = new DetectFacesCommand({ Image: { Bytes: new Uint8Array(6 * 1024 * 1024) } });
console.log(`6 MiB: ${await nameOfError(aws, large)}`);

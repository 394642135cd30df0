package io.facebridge.fuzz;

import io.facebridge.FaceProvider;
import io.facebridge.remote.CallPolicy;
import io.facebridge.tencent.TencentFaces;
import io.facebridge.tencent.TencentSite;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;

/** Answers of Tencent Cloud. */
final class TencentAnswersTarget extends AnswersTarget {
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry(
                    "DetectFace",
                    "{\"Response\":{\"RequestId\":\"17\",\"FaceInfos\":[{\"X\":50,\"Y\":50,\"Width\":150,\"Height\":150,\"FaceAttributesInfo\":{\"Gender\":0,\"Age\":20,\"Expression\":0,\"Glass\":false,\"Beauty\":0,\"Mask\":false,\"EyeOpen\":true,\"Pitch\":2,\"Yaw\":1,\"Roll\":3},\"FaceQualityInfo\":{\"Score\":80,\"Sharpness\":90,\"Brightness\":50,\"Completeness\":{\"Eyebrow\":99,\"Eye\":99,\"Nose\":99,\"Cheek\":99,\"Mouth\":99,\"Chin\":99}}}],\"ImageHeight\":300,\"FaceModelVersion\":\"3.0\",\"ImageWidth\":300}}"),
            Map.entry(
                    "DetectFaceAttributes",
                    "{\"Response\":{\"RequestId\":\"17\",\"ImageHeight\":300,\"FaceModelVersion\":\"3.0\",\"ImageWidth\":300,\"FaceDetailInfos\":[{\"FaceRect\":{\"X\":50,\"Y\":50,\"Width\":150,\"Height\":150},\"FaceDetailAttributesInfo\":{\"Age\":20,\"Emotion\":{\"Type\":1,\"Probability\":0.5},\"Eye\":{\"Glass\":{\"Type\":0,\"Probability\":0.1},\"EyeOpen\":{\"Type\":0,\"Probability\":0.9}},\"Gender\":{\"Type\":1,\"Probability\":1},\"HeadPose\":{\"Pitch\":0,\"Yaw\":0,\"Roll\":0},\"Mask\":{\"Type\":0,\"Probability\":1},\"Moustache\":{\"Type\":0,\"Probability\":0},\"Smile\":0}}]}}"),
            Map.entry(
                    "AnalyzeFace",
                    "{\"Response\":{\"RequestId\":\"17\",\"ImageWidth\":300,\"ImageHeight\":300,\"FaceModelVersion\":\"3.0\",\"FaceShapeSet\":[{\"FaceProfile\":[{\"X\":60,\"Y\":80}],\"LeftEye\":[{\"X\":80,\"Y\":90},{\"X\":90,\"Y\":90},{\"X\":85,\"Y\":95}],\"RightEye\":[{\"X\":150,\"Y\":90},{\"X\":160,\"Y\":90}],\"LeftEyeBrow\":[{\"X\":80,\"Y\":80}],\"RightEyeBrow\":[{\"X\":150,\"Y\":80}],\"Mouth\":[{\"X\":90,\"Y\":160},{\"X\":150,\"Y\":160}],\"Nose\":[{\"X\":120,\"Y\":120}],\"LeftPupil\":[{\"X\":85,\"Y\":92}],\"RightPupil\":[{\"X\":155,\"Y\":92}]}]}}"),
            Map.entry(
                    "CompareFace", "{\"Response\":{\"RequestId\":\"17\",\"FaceModelVersion\":\"3.0\",\"Score\":99.5}}"),
            Map.entry("CreateGroup", "{\"Response\":{\"RequestId\":\"17\",\"FaceModelVersion\":\"3.0\"}}"),
            Map.entry(
                    "GetGroupInfo",
                    "{\"Response\":{\"RequestId\":\"17\",\"GroupName\":\"staff\",\"CreationTimestamp\":1795972951052,\"GroupExDescriptions\":[],\"Tag\":\"\",\"FaceModelVersion\":\"3.0\",\"GroupId\":\"staff\"}}"),
            Map.entry(
                    "GetGroupList",
                    "{\"Response\":{\"RequestId\":\"17\",\"GroupInfos\":[{\"GroupName\":\"staff\",\"GroupId\":\"staff\",\"GroupExDescriptions\":[],\"Tag\":\"\",\"FaceModelVersion\":\"3.0\",\"CreationTimestamp\":1795972951052}],\"GroupNum\":1}}"),
            Map.entry(
                    "GetPersonBaseInfo",
                    "{\"Response\":{\"RequestId\":\"17\",\"PersonName\":\"ada\",\"Gender\":0,\"FaceIds\":[\"3000000000000000001\"]}}"),
            Map.entry(
                    "GetPersonGroupInfo",
                    "{\"Response\":{\"RequestId\":\"17\",\"PersonGroupInfos\":[{\"GroupId\":\"staff\",\"PersonExDescriptions\":[]}],\"GroupNum\":1,\"FaceModelVersion\":\"3.0\"}}"),
            Map.entry(
                    "GetPersonList",
                    "{\"Response\":{\"RequestId\":\"17\",\"PersonInfos\":[{\"PersonName\":\"ada\",\"PersonId\":\"ada#j6pl7rzpvyhb8kgewzfn\",\"Gender\":0,\"PersonExDescriptions\":[],\"FaceIds\":[\"3000000000000000001\"],\"CreationTimestamp\":1795972951483}],\"PersonNum\":1,\"FaceNum\":1,\"FaceModelVersion\":\"3.0\"}}"),
            Map.entry("GetPersonListNum", "{\"Response\":{\"RequestId\":\"17\",\"PersonNum\":1,\"FaceNum\":1}}"),
            Map.entry(
                    "CreatePerson",
                    "{\"Response\":{\"RequestId\":\"17\",\"FaceId\":\"3000000000000000001\",\"FaceModelVersion\":\"3.0\",\"FaceRect\":{\"X\":50,\"Y\":50,\"Width\":150,\"Height\":150},\"SimilarPersonId\":\"\"}}"),
            Map.entry(
                    "CreateFace",
                    "{\"Response\":{\"RequestId\":\"17\",\"SucFaceNum\":1,\"SucFaceIds\":[\"3000000000000000002\"],\"RetCode\":[0],\"SucIndexes\":[0],\"SucFaceRects\":[{\"X\":50,\"Y\":50,\"Width\":150,\"Height\":150}],\"FaceModelVersion\":\"3.0\"}}"),
            Map.entry(
                    "VerifyPerson",
                    "{\"Response\":{\"RequestId\":\"17\",\"Score\":99.5,\"IsMatch\":true,\"FaceModelVersion\":\"3.0\"}}"),
            Map.entry(
                    "SearchPersons",
                    "{\"Response\":{\"RequestId\":\"17\",\"Results\":[{\"RetCode\":0,\"FaceRect\":{\"X\":50,\"Y\":50,\"Width\":150,\"Height\":150},\"Candidates\":[{\"PersonId\":\"ada#j6pl7rzpvyhb8kgewzfn\",\"FaceId\":\"\",\"Score\":99.5}]}],\"FaceModelVersion\":\"3.0\",\"PersonNum\":1}}"),
            Map.entry("DeletePerson", "{\"Response\":{\"RequestId\":\"17\"}}"),
            Map.entry("DeletePersonFromGroup", "{\"Response\":{\"RequestId\":\"17\"}}"),
            Map.entry("DeleteGroup", "{\"Response\":{\"RequestId\":\"17\"}}"),
            Map.entry(
                    "GetFaceIdTokenIntl",
                    "{\"Response\":{\"RequestId\":\"17\",\"SdkToken\":\"cd25ac4d-6b64-4b92-be05-261c27e29cc9\"}}"),
            Map.entry(
                    "GetFaceIdResultIntl",
                    "{\"Response\":{\"RequestId\":\"17\",\"Description\":\"Success\",\"Similarity\":99.0,\"Result\":\"0\",\"BestFrame\":\"AAAA\",\"Extra\":\"{}\"}}"));

    private static final Pattern ACTION = Pattern.compile("(?i)\\nX-TC-Action: (\\w+)");

    @Override
    FaceProvider open(CallPolicy policy) {
        return TencentFaces.builder()
                .region("ap-singapore")
                .site(TencentSite.INTERNATIONAL)
                .endpoint(URI.create("http://127.0.0.1:9"))
                .credentials("AKIDEXAMPLE", SECRET)
                .httpClient(new OkHttpClient.Builder()
                        .socketFactory(new Connections())
                        .build())
                .callPolicy(policy)
                .build();
    }

    @Override
    boolean remembers() {
        return false;
    }

    @Override
    String refusal() {
        return "{\"Response\":{\"Error\":{\"Code\":\"InvalidParameterValue\",\"Message\":\"no\"},\"RequestId\":\"17\"}}";
    }

    private final class Connections extends SocketFactory {
        @Override
        public Socket createSocket() {
            return new Connection();
        }

        @Override
        public Socket createSocket(String host, int port) {
            return new Connection();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            return new Connection();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            return new Connection();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            return new Connection();
        }
    }

    /** Takes one request, and answers once the client reads. */
    private final class Connection extends Socket {
        private final ByteArrayOutputStream asked = new ByteArrayOutputStream();
        private byte[] answer;
        private int at;
        private boolean isClosed;

        @Override
        public void connect(SocketAddress to, int timeout) {}

        @Override
        public synchronized void setSoTimeout(int timeout) {}

        @Override
        public OutputStream getOutputStream() {
            return asked;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    byte[] all = answer();
                    if (at == all.length) {
                        return -1;
                    }
                    int count = Math.min(length, all.length - at);
                    System.arraycopy(all, at, into, from, count);
                    at += count;
                    return count;
                }
            };
        }

        private byte[] answer() {
            if (answer == null) {
                Matcher action = ACTION.matcher(asked.toString(StandardCharsets.ISO_8859_1));
                Answer said = TencentAnswersTarget.this.answer(action.find() ? action.group(1) : "");
                answer = Input.join(
                        Input.bytes("HTTP/1.1 " + said.status()
                                + " OK\r\nContent-Type: application/json\r\nContent-Length: " + said.body().length
                                + "\r\nConnection: close\r\n\r\n"),
                        said.body());
            }
            return answer;
        }

        @Override
        public boolean isClosed() {
            return isClosed;
        }

        @Override
        public boolean isInputShutdown() {
            return isClosed;
        }

        @Override
        public boolean isOutputShutdown() {
            return isClosed;
        }

        @Override
        public synchronized void close() {
            isClosed = true;
        }
    }

    @Override
    Map<String, String> answers() {
        return ANSWERS;
    }
}

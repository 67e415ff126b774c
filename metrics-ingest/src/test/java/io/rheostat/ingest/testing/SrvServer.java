package io.rheostat.ingest.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A DNS server for SRV records on loopback, over UDP; a name it was not told of does not exist.
public final class SrvServer implements AutoCloseable {
  private static final int SERVER_FAILURE = 2;
  private static final int NO_SUCH_NAME = 3;
  private static final int HEADER_BYTES = 12;
  private static final int TYPE_SRV = 33;

  private final DatagramSocket socket;
  private final Map<String, Zone> names = new ConcurrentHashMap<>();
  private final Queue<String> questions = new ConcurrentLinkedQueue<>();

  private record Zone(int code, List<String> records) {}

  public SrvServer() {
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (SocketException problem) {
      throw new UncheckedIOException(problem);
    }
    Thread.ofVirtual().start(this::serve);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// Answers a name with records, each `host:port`; without any, the name is there all the same.
  public void records(String name, String... hostsAndPorts) {
    names.put(name, new Zone(0, List.of(hostsAndPorts)));
  }

  public void forget(String name) {
    names.remove(name);
  }

  public void fail(String name) {
    names.put(name, new Zone(SERVER_FAILURE, List.of()));
  }

  public long questions(String name) {
    return questions.stream().filter(name::equals).count();
  }

  private void serve() {
    byte[] buffer = new byte[512];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException _) {
        // Closing the socket ends the loop so.
      }
    }
  }

  private byte[] answer(byte[] question) throws IOException {
    ByteBuffer input = ByteBuffer.wrap(question, HEADER_BYTES, question.length - HEADER_BYTES);
    String name = name(input);
    int type = input.getShort();
    int end = input.position() + 2;
    questions.add(name);
    Zone zone = names.getOrDefault(name, new Zone(NO_SUCH_NAME, List.of()));
    List<String> records = type == TYPE_SRV ? zone.records() : List.of();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream output = new DataOutputStream(bytes);
    output.write(question, 0, 2);
    output.writeShort(0x8580 | zone.code());
    output.writeShort(1);
    output.writeShort(records.size());
    output.writeInt(0);
    output.write(question, HEADER_BYTES, end - HEADER_BYTES);
    for (String record : records) {
      writeRecord(output, record);
    }
    return bytes.toByteArray();
  }

  private static void writeRecord(DataOutputStream output, String record) throws IOException {
    int colon = record.lastIndexOf(':');
    byte[] host = host(record.substring(0, colon));
    output.writeShort(0xC000 | HEADER_BYTES);
    output.writeShort(TYPE_SRV);
    output.writeShort(1);
    output.writeInt(0);
    output.writeShort(6 + host.length);
    output.writeShort(10);
    output.writeShort(50);
    output.writeShort(Integer.parseInt(record.substring(colon + 1)));
    output.write(host);
  }

  private static byte[] host(String host) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!host.isEmpty()) {
      for (String label : host.split("\\.", -1)) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        bytes.write(text.length);
        bytes.writeBytes(text);
      }
    }
    bytes.write(0);
    return bytes.toByteArray();
  }

  private static String name(ByteBuffer input) {
    StringBuilder name = new StringBuilder();
    for (int length = input.get(); length > 0; length = input.get()) {
      byte[] label = new byte[length];
      input.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
    }
    return name.toString();
  }

  @Override
  public void close() {
    socket.close();
  }
}

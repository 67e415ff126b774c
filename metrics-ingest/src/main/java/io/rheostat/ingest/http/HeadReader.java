package io.rheostat.ingest.http;

import com.sun.net.httpserver.Headers;
import io.rheostat.ingest.metrics.IngestLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the heads of HTTP/1.1 requests (RFC 9112). It is strict where leniency lets two readers
/// see different requests in the same bytes: one length, one transfer coding, no folded lines.
final class HeadReader {
  private static final int MOST_BYTES = 32 * 1024;
  private static final int MOST_FIELDS = 100;
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final Pattern TARGET = Pattern.compile("[!-~]+");

  private final Wire wire;
  private int left = MOST_BYTES;

  HeadReader(Wire wire) {
    this.wire = wire;
  }

  /// Reads a head whose first byte is there.
  ///
  /// @throws RefusedException when it is not HTTP, or too large
  Head read(int firstByte) throws IOException {
    String line = line(firstByte);
    String[] words = line.split(" ", -1);
    if (words.length != 3 || !TOKEN.matcher(words[0]).matches()) {
      throw RefusedException.malformed("the request's first line is not HTTP");
    }
    if (!words[2].equals("HTTP/1.1") && !words[2].equals("HTTP/1.0")) {
      throw RefusedException.of(Answer.refused(505, "only HTTP/1.1 is spoken here"));
    }
    if (!TARGET.matcher(words[1]).matches()) {
      throw RefusedException.malformed("the request's path has characters that must be escaped");
    }
    Headers headers = fields();
    Head head = new Head(words[0], path(words[1]), persistent(words[2], headers), headers);
    checkFraming(head, words[2]);
    return head;
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  private static boolean persistent(String version, Headers headers) {
    Optional<String> wish = Optional.ofNullable(headers.getFirst("Connection"));
    return version.equals("HTTP/1.1") && wish.filter("close"::equalsIgnoreCase).isEmpty();
  }

  private Headers fields() throws IOException {
    Headers headers = new Headers();
    int count = 0;
    String line = line(wire.read());
    while (!line.isEmpty()) {
      if (++count > MOST_FIELDS) {
        throw tooLarge();
      }
      int colon = line.indexOf(':');
      if (colon < 0 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
        throw RefusedException.malformed("a header is not 'Name: value'");
      }
      headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
      line = line(wire.read());
    }
    return headers;
  }

  private static void checkFraming(Head head, String version) throws RefusedException {
    List<String> codings = head.headers().getOrDefault("Transfer-Encoding", List.of());
    List<String> lengths = head.headers().getOrDefault("Content-Length", List.of());
    boolean chunked = codings.size() == 1 && codings.getFirst().equalsIgnoreCase("chunked");
    if (!codings.isEmpty() && !chunked) {
      throw RefusedException.of(Answer.refused(501, "of transfer codings only chunked is known"));
    }
    boolean oneLength = lengths.size() == 1 && LENGTH.matcher(lengths.getFirst()).matches();
    if (!lengths.isEmpty() && (chunked || !oneLength)) {
      throw RefusedException.malformed("the body needs one length: Content-Length or chunks");
    }
    if (chunked && version.equals("HTTP/1.0")) {
      throw RefusedException.malformed("HTTP/1.0 has no chunks");
    }
  }

  private String line(int firstByte) throws IOException {
    byte[] bytes = new byte[Math.min(left, 128)];
    int length = 0;
    int next = firstByte;
    while (next != '\n') {
      if (next < 0) {
        throw new ClientLeftException();
      }
      if (--left <= 0) {
        throw tooLarge();
      }
      if (next < ' ' && next != '\r' && next != '\t') {
        throw RefusedException.malformed("control characters are in the request's head");
      }
      bytes = length < bytes.length ? bytes : Arrays.copyOf(bytes, 2 * length);
      bytes[length++] = (byte) next;
      next = wire.read();
    }
    boolean returned = length > 0 && bytes[length - 1] == '\r';
    String line = new String(bytes, 0, returned ? length - 1 : length, StandardCharsets.ISO_8859_1);
    if (line.indexOf('\r') >= 0) {
      throw RefusedException.malformed("a carriage return stands within a line");
    }
    return line;
  }

  private static RefusedException tooLarge() {
    return RefusedException.above(
        IngestLimit.HEAD,
        Answer.refused(
            431, "a head has at most " + MOST_BYTES + " bytes and " + MOST_FIELDS + " fields"));
  }
}

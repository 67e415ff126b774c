package io.rheostat.contest.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rheostat.simulator.trace.TokenCounts;
import io.rheostat.simulator.trace.file.ClientLengths;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Token counts of clients as published by ServeGen: a tar of `chunk-CLIENT-dataset.json`, each a
/// JSON object by seconds of `input_tokens` and `output_tokens`, both Python dictionaries in text.
final class LengthArchive {
  private static final Pattern CLIENT = Pattern.compile(".*chunk-([^/]+)-dataset\\.json");
  private static final int BLOCK = 512;
  private static final int NAME_BYTES = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE_BYTES = 12;

  private LengthArchive() {}

  /// Reads an unpacked archive. Entries of other names are passed over.
  ///
  /// @throws IOException when it is no tar or an entry is no such JSON
  static ClientLengths read(InputStream tar) throws IOException {
    SortedMap<String, SortedMap<Long, ClientLengths.Pair>> clients = new TreeMap<>();
    byte[] header = tar.readNBytes(BLOCK);
    // An archive ends with blocks of zeros.
    while (header.length == BLOCK && header[0] != 0) {
      String name = text(header, 0, NAME_BYTES);
      int size = size(header);
      Matcher client = CLIENT.matcher(name);
      if (client.matches()) {
        byte[] content = tar.readNBytes(size);
        if (content.length < size) {
          throw new EOFException("the archive ends within " + name + ".");
        }
        clients.put(client.group(1), times(name, content));
      } else {
        tar.skipNBytes(size);
      }
      tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      header = tar.readNBytes(BLOCK);
    }
    return new ClientLengths(clients);
  }

  private static SortedMap<Long, ClientLengths.Pair> times(String name, byte[] content)
      throws IOException {
    SortedMap<Long, ClientLengths.Pair> times = new TreeMap<>();
    JsonNode json = new ObjectMapper().readTree(content);
    for (var entry : json.properties()) {
      try {
        times.put(
            Long.parseLong(entry.getKey()),
            new ClientLengths.Pair(
                TokenCounts.parse(entry.getValue().path("input_tokens").asText()),
                TokenCounts.parse(entry.getValue().path("output_tokens").asText())));
      } catch (IllegalArgumentException e) {
        throw new IOException(
            name + ", key " + entry.getKey() + ": " + e.getMessage() + " Correct it.", e);
      }
    }
    return times;
  }

  private static int size(byte[] header) throws IOException {
    String octal = text(header, SIZE_AT, SIZE_BYTES).strip();
    try {
      return Integer.parseInt(octal, 8);
    } catch (NumberFormatException e) {
      throw new IOException("\"" + octal + "\" is no size of a tar entry. Is it a .tar.gz?", e);
    }
  }

  private static String text(byte[] header, int from, int most) {
    int end = from;
    while (end < from + most && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}

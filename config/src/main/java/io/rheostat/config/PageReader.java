package io.rheostat.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The page's door, out of its document.
final class PageReader {
  private final DoorReader door;

  /// @param directory base of relative files
  PageReader(Document document, Path directory, Problems problems) {
    door = new DoorReader(document, directory, problems);
  }

  Optional<Page> read() {
    Optional<Tls> tls = door.tls();
    Optional<Path> tokenFile = door.tokenFile();
    List<BearerToken> tokens = tokenFile.map(door::tokens).orElse(List.of());
    return door.listen().map(listen -> new Page(listen, tls, tokenFile, tokens));
  }
}

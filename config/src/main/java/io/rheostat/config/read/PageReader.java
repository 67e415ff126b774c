package io.rheostat.config.read;

import io.rheostat.config.settings.BearerToken;
import io.rheostat.config.settings.Page;
import io.rheostat.config.settings.Tls;
import io.rheostat.config.yaml.Document;
import io.rheostat.config.yaml.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The page's door, out of its document.
public final class PageReader {
  private final ListenerReader door;

  /// @param directory base of relative files
  public PageReader(Document document, Path directory, Problems problems) {
    door = new ListenerReader(document, directory, problems);
  }

  /// Reads the page's settings; empty when the address has a problem.
  public Optional<Page> read() {
    Optional<Tls> tls = door.tls();
    Optional<Path> tokenFile = door.tokenFile();
    List<BearerToken> tokens = tokenFile.map(door::tokens).orElse(List.of());
    return door.listen().map(listen -> new Page(listen, tls, tokenFile, tokens));
  }
}

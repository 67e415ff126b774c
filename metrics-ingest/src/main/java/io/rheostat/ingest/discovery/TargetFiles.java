package io.rheostat.ingest.discovery;

import io.rheostat.config.settings.ScrapeJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One-time check of the files of scrape jobs, for `validate`.
public final class TargetFiles {
  private TargetFiles() {}

  /// Result of a check.
  ///
  /// @param missing absent files and patterns without a match
  /// @param problems defects of existing files, with the file's name
  public record Looked(List<String> missing, List<String> problems) {
    public Looked {
      missing = List.copyOf(missing);
      problems = List.copyOf(problems);
    }
  }

  /// Reads the files of all jobs.
  public static Looked look(List<ScrapeJob> jobs) {
    List<String> missing = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (ScrapeJob job : jobs) {
      for (String name : job.files()) {
        List<String> files = FilePattern.files(name);
        boolean there = false;
        for (String file : files) {
          TargetFile one = new TargetFile(Path.of(file));
          one.refresh().ifPresent(problem -> problems.add(file + ": " + problem));
          there |= one.isThere();
        }
        if (!there) {
          missing.add("scrape job " + job.name() + ": no file " + name + " is there");
        }
      }
    }
    return new Looked(missing, problems);
  }
}

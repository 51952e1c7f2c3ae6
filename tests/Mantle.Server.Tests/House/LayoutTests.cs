namespace Mantle.Server.Tests.House;

/// <summary>Files are short and lines fit on a screen (CONTRIBUTING.md, Style).</summary>
public class LayoutTests
{
    const int LongestLine = 140,
        MedianLines = 60,
        MostLines = 200,
        PercentWithinMost = 95;

    [Fact]
    public void No_line_is_longer_than_140_characters()
    {
        var offenders = SourceFile.All().SelectMany(file => file.LongLines(LongestLine)).ToList();
        Assert.True(offenders.Count == 0, string.Join('\n', offenders));
    }

    [Fact]
    public void Half_of_all_files_have_at_most_60_lines_and_95_of_100_at_most_200()
    {
        var files = SourceFile.All().Where(file => file.IsCSharp).OrderByDescending(file => file.Lines.Length).ToList();
        Assert.True(files.Count > 1_000, $"Only {files.Count} files were found.");
        var tooLong = files.Where(file => file.Lines.Length > MostLines).ToList();
        Assert.True(
            tooLong.Count * 100 <= files.Count * (100 - PercentWithinMost),
            $"{tooLong.Count} of {files.Count} files have more than {MostLines} lines:\n"
                + string.Join('\n', tooLong.Select(file => $"{file.Lines.Length, 5} {file.Path}"))
        );
        var median = files[files.Count / 2];
        Assert.True(median.Lines.Length <= MedianLines, $"Half of the files have more than {median.Lines.Length} lines.");
    }
}

namespace Mantle.Policy.Tests;

/// <summary>The library's public API is what PublicApi.txt says. MANTLE_UPDATE_API=FOLDER writes the new text there.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_api_is_as_written_down()
    {
        var actual = PublicApiText.Of(typeof(PolicyDocument).Assembly);
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_API") is { } folder)
            File.WriteAllText(Path.Combine(folder, "PublicApi.txt"), actual);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt")), actual);
    }
}

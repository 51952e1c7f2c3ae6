using Mantle.Policy.Tests;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Hosting;

/// <summary>What hosts can use of the server is what PublicApi.txt says. MANTLE_UPDATE_API=FOLDER writes the new text there.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void Public_api_is_as_written_down()
    {
        var actual = PublicApiText.Of(typeof(MantleHosting).Assembly);
        if (Environment.GetEnvironmentVariable("MANTLE_UPDATE_API") is { } folder)
            File.WriteAllText(Path.Combine(folder, "PublicApi.txt"), actual);
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PublicApi.txt")), actual);
    }
}

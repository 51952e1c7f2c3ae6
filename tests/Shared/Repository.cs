namespace Mantle.Tests.Shared;

/// <summary>Where the repository is, for tests that run its programs as a user would.</summary>
static class Repository
{
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Mantle.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests must run inside the repository.");
    }
}

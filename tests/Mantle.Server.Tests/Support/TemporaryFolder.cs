namespace Mantle.Server.Tests.Support;

sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mantle-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

namespace Mantle.Core.Modules;

/// <summary>The folder that holds the installation. A service keeps what is too large for the store in files of its own there.</summary>
/// <param name="Path">The folder, which only its owner can read.</param>
public sealed record InstallationFolder(string Path)
{
    /// <summary>A file or folder of a service.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);
}

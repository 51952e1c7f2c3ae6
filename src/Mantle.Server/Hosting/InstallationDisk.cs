namespace Mantle.Server.Hosting;

/// <summary>The disk that holds the data folder.</summary>
/// <param name="Free">How many bytes may still be written to it.</param>
sealed record InstallationDisk(Func<long> Free)
{
    /// <summary>The disk of a folder.</summary>
    public static InstallationDisk Of(string folder)
    {
        var drive = new DriveInfo(folder);
        return new(() => drive.AvailableFreeSpace);
    }
}

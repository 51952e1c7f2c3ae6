using Mantle.Core.Authorization;
using Mantle.S3.Front;
using Mantle.S3.Store;
using Mantle.S3.Store.Checksums;
using Mantle.Wire.S3;

namespace Mantle.S3;

/// <summary>Receives the data of a request and verifies everything that the request says of it.</summary>
static class UploadedData
{
    /// <summary>The checksum that S3 calculates where a request brings none.</summary>
    public const string DefaultAlgorithm = ChecksumAlgorithms.Crc64Nvme;

    /// <summary>Receives the data; the checksum of <paramref name="wanted"/> is calculated besides the request's own.</summary>
    /// <param name="call">The call.</param>
    /// <param name="integrity">What the request says of its data.</param>
    /// <param name="wanted">The checksum to keep.</param>
    /// <param name="cancellation">Ends the reception.</param>
    /// <param name="size">Fewest and most bytes that are taken; null for what S3 takes.</param>
    public static async Task<ReceivedData> ReceiveAsync(
        Call call,
        BodyIntegrity integrity,
        string wanted,
        CancellationToken cancellation,
        (long Least, long Most)? size = null
    )
    {
        var body = call.Body;
        var most = Math.Min(size?.Most ?? long.MaxValue, ObjectStore.LargestUpload);
        // The length of a form says little of its file, which may be followed by more.
        if (body.Form is null && body.Length > most)
            throw TooLarge(body.Length, most);
        await using var stream = body.Open();
        string[] algorithms = integrity.Algorithm is { } own && own != wanted ? [wanted, own] : [wanted];
        var data = await call.Objects.ReceiveAsync(stream, algorithms, most, () => TooLarge(body.Length, most), cancellation);
        try
        {
            if (data.Size < size?.Least)
                throw Errors.EntityTooSmall().With(("ProposedSize", Text(data.Size)), ("MinSizeAllowed", Text(size.Value.Least)));
            integrity.Check(
                data.Md5,
                integrity.Algorithm is { } algorithm ? Convert.FromBase64String(data.Checksum(algorithm).Value) : default
            );
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    static Wire.ApiException TooLarge(long size, long most) =>
        Errors.EntityTooLarge().With(("ProposedSize", Text(size)), ("MaxSizeAllowed", Text(most)));

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

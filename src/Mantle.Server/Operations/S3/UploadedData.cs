using Mantle.Server.Authorization;
using Mantle.Server.Objects;
using Mantle.Server.Protocol;
using Mantle.Wire.S3;

namespace Mantle.Server.Operations.S3;

/// <summary>Receives the data of a request and verifies everything that the request says of it.</summary>
static class UploadedData
{
    /// <summary>The checksum that S3 calculates where a request brings none.</summary>
    public const string DefaultAlgorithm = ChecksumAlgorithms.Crc64Nvme;

    /// <summary>Receives the data; the checksum of <paramref name="wanted"/> is calculated besides the request's own.</summary>
    public static async Task<ReceivedData> ReceiveAsync(Call call, BodyIntegrity integrity, string wanted, CancellationToken cancellation)
    {
        var body = call.Body!;
        if (body.Length > ObjectStore.LargestUpload)
            throw TooLarge(body.Length);
        await using var stream = body.Open();
        string[] algorithms = integrity.Algorithm is { } own && own != wanted ? [wanted, own] : [wanted];
        var data = await call.Server.Objects.ReceiveAsync(stream, algorithms, () => TooLarge(body.Length), cancellation);
        try
        {
            integrity.Check(data.Md5, integrity.Algorithm is { } algorithm ? Convert.FromBase64String(data.Checksum(algorithm).Value) : default);
            return data;
        }
        catch
        {
            data.Dispose();
            throw;
        }
    }

    static Wire.ApiException TooLarge(long size) => Errors.EntityTooLarge().With(
        ("ProposedSize", size.ToString(CultureInfo.InvariantCulture)), ("MaxSizeAllowed", ObjectStore.LargestUpload.ToString(CultureInfo.InvariantCulture)));
}

using System.Text;
using System.Text.Json;

namespace Mantle.SigV4.Tests;

/// <summary>A case of AWS's published signing test suite, which every AWS SDK carries.</summary>
public sealed record Vector(
    string Name,
    string Method,
    string Target,
    string[][] Headers,
    string Body,
    string SignedHeaders,
    string Signature
)
{
    public static readonly Credentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    public static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    public static readonly CredentialScope Scope = CredentialScope.At(Time, "us-east-1", "service");
    public static readonly SigningKey Key = SigningKey.Derive(Credentials.SecretAccessKey, Scope);

    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Vector[] Load(string file)
    {
        using var stream = typeof(Vector).Assembly.GetManifestResourceStream(file)!;
        return JsonSerializer.Deserialize<Vector[]>(stream, Web)!;
    }

    public byte[] BodyBytes => Encoding.UTF8.GetBytes(Body);

    public HeaderList HeaderList()
    {
        var list = new HeaderList();
        foreach (var header in Headers)
            list.Add(header[0], header[1]);
        return list;
    }

    public override string ToString() => Name;
}

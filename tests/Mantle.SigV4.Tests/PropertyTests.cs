using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;

namespace Mantle.SigV4.Tests;

/// <summary>Whatever is signed is accepted, and nothing else is.</summary>
public class PropertyTests
{
    static readonly DateTimeOffset Time = new(2026, 9, 30, 8, 15, 42, TimeSpan.Zero);
    static readonly Credentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "session/token+==");

    // Characters that mean something in URLs and headers, and some that need more than one byte.
    static readonly Gen<char> Char = Gen.Elements("abcXYZ019-._~ %/+&=?#:;@!$'()*,[]\"\\<>|^`{}é€ሴ".ToCharArray());
    static readonly Gen<string> Text = Char.ListOf().Select(c => new string([.. c]));
    static readonly Gen<string> Name = Gen.Elements("a", "b", "c", "marker", "x-id", "list-type", "ü")
        .SelectMany(n => Gen.Choose(0, 3).Select(i => n + i));

    public sealed record Sample(
        string Service,
        string Method,
        string[] Segments,
        (string Name, string Value)[] Query,
        (string Name, string Value)[] Headers,
        byte[] Body
    )
    {
        // Slashes within a segment are escaped, so the path is what was meant, for S3 with empty and dotted segments too.
        public string Path => "/" + string.Join('/', Segments.Select(Uri.EscapeDataString));

        public string QueryString => string.Join('&', Query.Select(q => $"{Uri.EscapeDataString(q.Name)}={Uri.EscapeDataString(q.Value)}"));

        public HeaderList HeaderList()
        {
            var list = new HeaderList().Add("Host", "localhost:4700");
            foreach (var (name, value) in Headers)
                list.Add("X-Custom-" + Uri.EscapeDataString(name), value.Replace("\"", "", StringComparison.Ordinal));
            return list;
        }

        public SignableRequest Request(HeaderList headers) => new(Method, Path, QueryString, headers);
    }

    static readonly Gen<(string, string)[]> Pairs = Name.Zip(Text).ListOf(4).Select(l => l.ToArray());

    static readonly Arbitrary<Sample> Samples = Arb.From(
        from service in Gen.Elements("iam", "sts", "s3")
        from method in Gen.Elements("GET", "PUT", "POST", "DELETE")
        from segments in Text.ListOf(3)
        from query in Pairs
        from headers in Pairs
        from body in Gen.Choose(0, 255).Select(b => (byte)b).ListOf()
        select new Sample(service, method, [.. segments], query, headers, [.. body])
    );

    static Config Checks(int count) => Config.QuickThrowOnFailure.WithMaxTest(count);

    [Fact]
    public void What_was_signed_in_the_header_is_accepted() =>
        Prop.ForAll(
                Samples,
                sample =>
                {
                    var headers = sample.HeaderList();
                    Sign(sample, headers);
                    return Verify(sample.Request(headers), sample.Body);
                }
            )
            .Check(Checks(2000));

    [Fact]
    public void What_was_presigned_is_accepted() =>
        Prop.ForAll(
                Samples,
                sample =>
                {
                    var headers = sample.HeaderList();
                    var query = Presign(sample, headers);
                    return Verify(new(sample.Method, sample.Path, query, headers), sample.Body);
                }
            )
            .Check(Checks(2000));

    [Fact]
    public void Another_method_is_refused() =>
        Prop.ForAll(
                Samples,
                sample =>
                {
                    var headers = sample.HeaderList();
                    Sign(sample, headers);
                    return !Verify((sample with { Method = sample.Method + "X" }).Request(headers), sample.Body);
                }
            )
            .Check(Checks(500));

    [Fact]
    public void Another_path_is_refused() =>
        Prop.ForAll(
                Samples,
                Arb.From(Gen.Choose(0, 1_000_000)),
                (sample, at) =>
                {
                    var headers = sample.HeaderList();
                    Sign(sample, headers);
                    var path = Insert(sample.Path, at, 'q');
                    return !Verify(new(sample.Method, path, sample.QueryString, headers), sample.Body);
                }
            )
            .Check(Checks(1000));

    [Fact]
    public void Another_query_is_refused() =>
        Prop.ForAll(
                Samples,
                Arb.From(Gen.Choose(0, 1_000_000)),
                (sample, at) =>
                {
                    var headers = sample.HeaderList();
                    Sign(sample, headers);
                    var query = Insert(sample.QueryString, at, 'q');
                    return !Verify(new(sample.Method, sample.Path, query, headers), sample.Body);
                }
            )
            .Check(Checks(1000));

    [Fact]
    public void Another_presigned_query_is_refused() =>
        Prop.ForAll(
                Samples,
                Arb.From(Gen.Choose(0, 1_000_000)),
                (sample, at) =>
                {
                    var headers = sample.HeaderList();
                    var query = Insert(Presign(sample, headers), at, 'q');
                    return !Verify(new(sample.Method, sample.Path, query, headers), sample.Body);
                }
            )
            .Check(Checks(2000));

    [Fact]
    public void Another_signed_header_is_refused() =>
        Prop.ForAll(
                Samples,
                Arb.From(Gen.Choose(0, 1_000_000)),
                (sample, at) =>
                {
                    var headers = sample.HeaderList();
                    Sign(sample, headers);
                    var changed = new HeaderList();
                    var which = at % headers.Count;
                    for (var i = 0; i < headers.Count; i++)
                        changed.Add(headers[i].Key, i == which ? headers[i].Value + "q" : headers[i].Value);
                    return !Verify(sample.Request(changed), sample.Body);
                }
            )
            .Check(Checks(1000));

    [Fact]
    public void Another_body_is_refused() =>
        Prop.ForAll(
                Samples,
                sample =>
                {
                    var headers = sample.HeaderList();
                    Sign(sample, headers);
                    return !Verify(sample.Request(headers), [.. sample.Body, 0]);
                }
            )
            .Check(Checks(500));

    static void Sign(Sample sample, HeaderList headers) =>
        new RequestSigner(Credentials, "eu-west-1", sample.Service).Sign(sample.Request(headers), PayloadHash.Of(sample.Body), Time);

    static string Presign(Sample sample, HeaderList headers)
    {
        var payload = sample.Service == "s3" ? PayloadHash.UnsignedPayload : PayloadHash.Of(sample.Body);
        new RequestSigner(Credentials, "eu-west-1", sample.Service).Presign(
            sample.Request(headers),
            payload,
            Time,
            TimeSpan.FromMinutes(5),
            out var query
        );
        return query;
    }

    static bool Verify(in SignableRequest request, byte[] body) =>
        RequestSignature.TryRead(request, SigningProfile.Standard, out var signature, out _)
        && signature.Check(request, Time, "eu-west-1") is null
        && signature.SessionToken == Credentials.SessionToken
        && signature.AccessKeyId == Credentials.AccessKeyId
        && signature.Verify(request, SigningKey.Derive(Credentials.SecretAccessKey, signature.Scope), SHA256.HashData(body)) is null;

    /// <summary>Puts a character somewhere, but not into the middle of an escape, where it may leave the meaning as it was.</summary>
    static string Insert(string text, int at, char c)
    {
        at %= text.Length + 1;
        while (at > 0 && (text[at - 1] == '%' || (at > 1 && text[at - 2] == '%')))
            at--;
        return text.Insert(Math.Max(at, text.StartsWith('/') ? 1 : 0), c.ToString());
    }
}

using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Accounts;

/// <summary>A document keeps its text, and is one object whichever way it was stored.</summary>
public sealed class PolicyTextTests
{
    [Theory]
    [InlineData("""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [InlineData("{ \"Sid\" : \"tab\\tnewline\\n\",\r\n\t\"Id\":\"<é>&'ÿ日本𝄞\\u0022\" }")]
    [InlineData("")]
    public void It_is_byte_true(string text) => Assert.Equal(text, PolicyText.Of(text).Text);

    [Fact]
    public void Equal_documents_are_one_object() =>
        Assert.Same(PolicyText.Of("""{"one":"object"}"""), PolicyText.Of(Encoding.UTF8.GetBytes("""{"one":"object"}""")));

    [Fact]
    public void What_an_older_version_stored_with_every_quotation_mark_escaped_is_the_same_object()
    {
        var policy = NewPolicy("{\"é\":\"\\u0022<\"}");
        var stored = Encoding.UTF8.GetString(Installation.StoredTypes().Serialize(policy));
        Assert.Contains("{\\\"é\\\":\\\"\\\\u0022<\\\"}", stored, StringComparison.Ordinal);
        var older = stored
            .Replace("\\\"", "\\u0022", StringComparison.Ordinal)
            .Replace("é", "\\u00E9", StringComparison.Ordinal)
            .Replace("<", "\\u003C", StringComparison.Ordinal);
        foreach (var json in new[] { stored, older })
            Assert.Same(
                policy.Default.Document,
                ((ManagedPolicy)Installation.StoredTypes().Deserialize(EntityType.Of<ManagedPolicy>().Number, Encoding.UTF8.GetBytes(json)))
                    .Default
                    .Document
            );
    }

    [Fact]
    public void A_change_of_the_log_has_the_same_document()
    {
        var policy = NewPolicy("{\"log\":\"é\\\"\"}");
        var read = Assert.Single(
            ChangeLogFormat.Read(Installation.StoredTypes(), ChangeLogFormat.Write(Installation.StoredTypes(), [EntityChange.Put(policy)]))
        );
        Assert.Same(policy.Default.Document, ((ManagedPolicy)read.Entity!).Default.Document);
    }

    static ManagedPolicy NewPolicy(string text) =>
        new()
        {
            Name = "p",
            Path = "/",
            Id = "ANPA",
            Arn = "p",
            CreateDate = DateTimeOffset.UnixEpoch,
            UpdateDate = DateTimeOffset.UnixEpoch,
            Versions = [new ManagedPolicyVersion(1, PolicyText.Of(text), DateTimeOffset.UnixEpoch)],
            DefaultVersion = 1,
            NextVersion = 2,
        };
}

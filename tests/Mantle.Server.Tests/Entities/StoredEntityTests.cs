using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Entities;
using Mantle.Server.Hosting;

namespace Mantle.Server.Tests.Entities;

/// <summary>What is written can be read, whatever values it has.</summary>
public class StoredEntityTests
{
    static readonly EntityTypes Types = Installation.StoredTypes();

    public static TheoryData<Type> Records => [.. Types.All.Select(type => type.Type)];

    /// <summary>Members with their type's default value are left out, unless the entity needs them.</summary>
    [Theory]
    [MemberData(nameof(Records))]
    public void An_entity_of_default_values_is_read_again(Type record)
    {
        var entity = (Entity)WithEmptyLists(RuntimeHelpers.GetUninitializedObject(record));
        var written = Types.Serialize(entity);
        var read = Types.Deserialize(EntityType.OfRecord(record).Number, written);
        Assert.Equal(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(Types.Serialize(read)));
    }

    [Fact]
    public void Rows_of_earlier_versions_left_out_what_was_false()
    {
        var read = Types.Deserialize(32, """{"issuerId":"x","keys":[]}"""u8);
        Assert.False(Assert.IsType<OutboundFederation>(read).Enabled);
    }

    [Fact]
    public void What_cannot_be_read_is_named() =>
        Assert.StartsWith(
            "A stored OutboundFederation cannot be read: ",
            Assert.Throws<JsonException>(() => Types.Deserialize(32, "{"u8)).Message,
            StringComparison.Ordinal
        );

    /// <summary>Replaces what no entity is made with: lists that are not there, accounts without a number.</summary>
    static object WithEmptyLists(object record)
    {
        for (var type = record.GetType(); type is not null; type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (field.FieldType == typeof(AccountId))
                    field.SetValue(record, AccountId.Parse("111122223333"));
                else if (field.FieldType == typeof(string))
                    field.SetValue(record, "x");
                else if (field.FieldType == typeof(Arn))
                    field.SetValue(record, Arn.Parse("arn:aws:iam::111122223333:role/x"));
                else if (field.FieldType == typeof(TrustPolicy))
                    field.SetValue(record, new TrustPolicy(PolicyText.Of("{}"), ImmutableDictionary<string, string>.Empty));
                else if (field.FieldType is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
                    field.SetValue(record, list.GetField("Empty")!.GetValue(null));
        return record;
    }
}

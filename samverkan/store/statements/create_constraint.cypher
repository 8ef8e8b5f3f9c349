// Name and label come from the schema, never from data: a constraint takes no parameters.
CREATE CONSTRAINT `{name}` IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.`{key}` IS UNIQUE

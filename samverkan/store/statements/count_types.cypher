MATCH (:Samverkan)-[r]->(:Samverkan) RETURN type(r) AS name, count(*) AS number
